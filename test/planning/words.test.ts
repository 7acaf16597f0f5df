import { describe, expect, it } from 'vitest';
import { countWords, secondsToSay } from '../../src/planning/words.js';

describe('words of a text', () => {
  it.each([
    ['The lamp’s light, half-lit, at 7.', 6],
    ['그는 집에 갔다.', 3],
    ['吾輩は猫である。', 4],
    ['東京へ行く、and back', 5],
    ['', 0],
    ['—…!', 0],
  ])('%s', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe('seconds that a text takes to say', () => {
  it.each([
    ['a page of English', 'The lamp was lit before the boats came home. '.repeat(20), 60, 60],
    ['Japanese, 300 to 400 characters a minute', '山路を登りながらこう考えた'.repeat(30), 58.5, 78],
    ['Chinese, 240 characters a minute', '风从海上吹来'.repeat(40), 60, 60],
    ['Korean, 330 syllables a minute', '바람이바다에서'.repeat(33), 42, 42],
    ['nothing', '', 0, 0],
  ])('%s', (_, text, least, most) => {
    expect(secondsToSay(text)).toBeGreaterThanOrEqual(least);
    expect(secondsToSay(text)).toBeLessThanOrEqual(most);
  });
});
