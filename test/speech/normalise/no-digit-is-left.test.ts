import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseForSpeech, traceForSpeech } from '../../../src/speech/normalise/index.js';

/** What numbers stand among, and what makes other things of them than numbers. */
const AMONG: readonly string[] = [
  ...[
    ' ',
    '.',
    ',',
    ':',
    '-',
    '–',
    '/',
    '°',
    '′',
    "'",
    '’',
    '"',
    '(',
    ')',
    '+',
    '#',
    '§',
    '%',
    '&',
    '½',
    '×',
    '$',
    '€',
    'º',
  ],
  ...[
    'st',
    'er',
    'h',
    'p. ',
    'No. ',
    'I',
    'XIV',
    'am ',
    'Mai',
    'Uhr',
    'M. ',
    'km',
    'x',
    'e',
    'etc.',
    'Jan.',
    'am 3. ',
    'las ',
  ],
];
const text = fc
  .array(fc.oneof(fc.nat({ max: 99_999 }).map(String), fc.constantFrom(...AMONG)), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

describe.each(['en', 'en-gb', 'fr', 'fr-be', 'de', 'es', 'es-mx', 'it'])('%s', (language) => {
  it('leaves no digit to the voice, whatever stands about it', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(normaliseForSpeech(written, language)).not.toMatch(/\d/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('traces something exactly where it says something else', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { spoken, changes } = traceForSpeech(written, language);
        expect(changes.length === 0).toBe(spoken === written);
      }),
    );
  });
});
