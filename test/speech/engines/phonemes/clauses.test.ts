import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ESPEAK_PROGRAM, splitClauses } from '../../../../src/speech/engines/phonemes/index.js';

const shown = (text: string): readonly string[] => splitClauses(text).map((clause) => `${clause.text}|${clause.mark}`);

describe('clauses as eSpeak reads them', () => {
  it.each([
    ['Down, down, down.', ['Down|,', 'down|,', 'down|.']],
    ['What? No! Yes; well: so', ['What|?', 'No|!', 'Yes|;', 'well|:', 'so|']],
    ['Really?! And then', ['Really|?', 'And then|']],
    ['one — two', ['one|;', 'two|']],
    ['word—word', ['word—word|']],
    ['Wait… what', ['Wait|', 'what|']],
    ['Wait... what', ['Wait|', 'what|']],
    ['at 3.50 or e.g.x now', ['at 3.50 or e.g.x now|']],
    ['in vol. two of it', ['in vol. two of it|']],
    ['“Stop.” Then', ['“Stop|.', '” Then|']],
    ['one,two', ['one,two|']],
    ['...— “ ”', []],
    ['', []],
    ['say [[h@loU]] now', ['say h@loU now|']],
    ['a\tb\nc\u0007d', ['a b c d|']],
  ])('%s', (text, clauses) => {
    expect(shown(text)).toEqual(clauses);
  });
});

it('cuts what eSpeak could not take in one line', () => {
  const clauses = splitClauses('ж'.repeat(1000));
  expect(clauses.map((clause) => clause.text).join('')).toBe('ж'.repeat(1000));
  expect(clauses.every((clause) => Buffer.byteLength(clause.text) < 990)).toBe(true);
  const words = splitClauses('жж '.repeat(400));
  expect(words.every((clause) => Buffer.byteLength(clause.text) < 990 && clause.mark === '')).toBe(true);
});

it('sees as many clauses as the program itself', () => {
  const texts = [
    'He said “stop.” and went',
    'He said “Yes,” and went.',
    'hello (there). And then',
    'Is it?) And so, we go; on: and on',
    'Yes! and then',
    'at 5. And more',
    'is 3.50 now, or later',
    'one,”two and one;two',
    'wait — what? no',
  ];
  for (const text of texts) {
    const lines = execFileSync(ESPEAK_PROGRAM, ['-q', '--ipa', '-v', 'en-us'], {
      input: `${text}\n`,
      encoding: 'utf8',
    });
    expect([text, splitClauses(text).length]).toEqual([text, lines.trim().split('\n').length]);
  }
});
