import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../src/core/index.js';

/** What follows a title where it is long: `.words.srt`, ` (read along).epub`, the number of a chapter before it. */
const ROOM_BYTES = 40;
const MOST_BYTES = 255;

describe('a title as the name of a file', () => {
  it.each([
    ['AC/DC: a life', 'AC-DC - a life'],
    ['Who? "Me"', 'Who- -Me-'],
    ['..', 'audiobook'],
    ['Dr. J. R.', 'Dr. J. R'],
    ['  a\tb\u0085c ', 'a b c'],
    ['aux', 'aux-'],
    ['COM1', 'COM1-'],
    ['nul.notes', 'nul-.notes'],
    ['A 🐋 in 🇩🇰', 'A 🐋 in 🇩🇰'],
    ['سفر الخروج', 'سفر الخروج'],
    ['tale \u202egpj.exe', 'tale gpj.exe'],
    ['\ufeffA \u2066tale\u2069', 'A tale'],
  ])('%j → %j', (title, name) => {
    expect(safeFileName(title)).toBe(name);
  });

  it.each(['n', 'é', '草', '🐋', '👩‍👩‍👧'])('of 300 × %s leaves room for what stands around it', (character) => {
    const name = safeFileName(character.repeat(300));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MOST_BYTES - ROOM_BYTES);
    expect(name).not.toMatch(/\p{Surrogate}/u);
  });
});
