import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseForSpeech, traceForSpeech } from '../../../src/speech/normalise/index.js';

/** Those with rules of their own, and some that only get their numbers said. */
const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'sv', 'xx'];
const CHARACTERS = 100_000;
/** Linear work takes a tenth of it here; work by the square takes minutes. */
const MOST_SECONDS = 5;

/** Hostile texts: what makes a careless pattern look at everything again and again. */
const UNITS: readonly string[] = [
  '1',
  '1 ',
  '1,',
  '1.',
  '1 111 ',
  '111.',
  '111,',
  '.',
  '. ',
  '…',
  '…,',
  'A',
  'A ',
  'A.',
  'A. ',
  'I ',
  'IV, ',
  'Part I, ',
  'X',
  'M',
  ' ',
  '-',
  '— ',
  '–1',
  '1-',
  '1/',
  '½',
  ':',
  '1:',
  '"',
  '” ',
  '« ',
  '» ',
  "'",
  '’',
  '_',
  '*',
  '[[',
  '@',
  'a@',
  'a.',
  'http://',
  '£',
  '£1',
  '1%',
  '(',
  '0 ',
  '+1 ',
  '1. ',
  'am 1. ',
  'der ',
  'M. ',
  'z. B. ',
  'etc. ',
  'St. ',
  'AB ',
  'AB, ',
  'No. ',
  'é',
  'Louis ',
  'в ',
  '1st ',
  'und ',
  '1\u00a0',
  '\t\n',
];

/** Something for every rule. */
const TRIGGERS: readonly string[] = [
  '12',
  '3,5',
  '3.5',
  '1,200',
  '1.200',
  '1984',
  '1914–18',
  '12:30',
  '12 h 30',
  '12.30 Uhr',
  '5 km',
  '20 %',
  '£5',
  '3,50 €',
  'Dr.',
  'M.',
  'z. B.',
  'etc.',
  'n° 5',
  'p. 5',
  'XIV',
  'Louis XIV',
  'Ludwig XIV.',
  'XIXe',
  '3. Mai',
  '1er',
  '1st',
  '½',
  '3/4',
  '&',
  '+',
  'J. R. R.',
  'A',
  'B——',
  '18—',
  '…',
  '--',
  '“',
  '”',
  '«',
  '»',
  '-5',
  'www.example.org',
  'a@example.org',
  '§ 5',
  '3/5/2024',
  '01 23 45 67 89',
  'USA',
  'No. 5',
  'Chapter IV',
  'Kapitel IV',
  'Chapitre I',
  'am 3.',
  'der 4.',
  "'20s",
];

describe.each(LANGUAGES)('%s', (language) => {
  it.each(UNITS)('takes no time by the square of the length: %j', (unit) => {
    const text = unit.repeat(Math.ceil(CHARACTERS / unit.length));
    const from = performance.now();
    normaliseForSpeech(`${text}x`, language);
    const seconds = (performance.now() - from) / 1000;
    expect(seconds, 'seconds').toBeLessThan(MOST_SECONDS);
  });

  it('loses no word, whatever stands beside it', () => {
    const word = fc.stringMatching(/^[a-zß-öø-ÿ]{5,9}[,;]?$/u);
    const trigger = fc.constantFrom(...TRIGGERS);
    fc.assert(
      fc.property(fc.array(fc.oneof(word, word, trigger), { minLength: 2, maxLength: 30 }), (tokens) => {
        const spoken = normaliseForSpeech(tokens.join(' '), language)
          .toLowerCase()
          .split(/[^\p{L}]+/u);
        const words = tokens.filter((token) => !TRIGGERS.includes(token)).map((token) => token.replace(/[,;]$/, ''));
        let at = 0;
        for (const each of words) {
          at = spoken.indexOf(each, at) + 1;
          expect(at, `${each} in ${spoken.join(' ')}`).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('leaves words without a sign, a number or a dot as they are', () => {
    const word = fc.stringMatching(/^[A-ZÀ-Ö]?[a-zß-öø-ÿ]{3,9}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const text = words.join(' ').normalize('NFC');
        expect(normaliseForSpeech(text, language)).toBe(text);
      }),
    );
  });

  it('says of a text that it has said nothing more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRIGGERS), { minLength: 1, maxLength: 8 }), (tokens) => {
        const once = normaliseForSpeech(`begin ${tokens.join(', then ')}, end.`, language);
        expect(normaliseForSpeech(once, language)).toBe(once);
      }),
    );
  });
});

it('tells which rule made what of what', () => {
  expect(traceForSpeech('At 12:30 Dr. Watson had 3 cups.', 'en')).toEqual({
    spoken: 'At twelve thirty Doctor Watson had three cups.',
    changes: [
      { rule: 'en/abbreviations', written: 'Dr.', spoken: 'Doctor' },
      { rule: 'en/times', written: '12:30', spoken: 'twelve thirty' },
      { rule: 'en/numbers', written: '3', spoken: 'three' },
    ],
  });
  expect(traceForSpeech('Il dit… « non »', 'fr').changes).toEqual([
    { rule: 'any/characters', written: '« non »', spoken: '“non”' },
    { rule: 'any/marks', written: 'dit…', spoken: 'dit,' },
  ]);
  expect(traceForSpeech('Plain words.', 'en')).toEqual({ spoken: 'Plain words.', changes: [] });
});
