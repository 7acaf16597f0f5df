import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/books/book.js';
import { asOneLine, breathsOf } from '../../src/planning/verse.js';

/** `/` ends a line, `//` a stanza. */
const verse = (text: string): readonly Passage[] =>
  text.split('//').flatMap((stanza) =>
    stanza.split('/').map(
      (line, i, lines): Passage => ({
        kind: 'verse',
        text: line.trim(),
        ...(i === lines.length - 1 ? { endsStanza: true } : {}),
      }),
    ),
  );
const breaths = (text: string): readonly string[] =>
  breathsOf(verse(text)).map((passage) => passage.text.replaceAll('\n', ' / '));

describe('lines of verse', () => {
  it.each([
    ['up to the end of their sentence', 'The tide goes out, / the tide comes in. / The lamp burns on alone', 2],
    ['up to a colon or semicolon', 'The tide that went at evening out; / it came again at dawn.', 2],
    ['up to the end of the stanza', 'The tide goes out, // the tide comes in', 2],
    ['a short sentence with the next line', 'Alas! / The tide goes out', 1],
    [
      'as many as one call can say',
      Array(4).fill('and all the long and quiet grey of the water of the bay').join(' / '),
      2,
    ],
    ['a long line alone', Array(2).fill('I hear the gulls that cry, '.repeat(5)).join(' / '), 2],
  ])('go together %s', (_, text, count) => {
    expect(breaths(text)).toHaveLength(count);
  });

  it('of another language, and what is no verse, stay apart', () => {
    const [one, two] = verse('The tide goes out, / la mer revient');
    if (one === undefined || two === undefined) throw new Error('two lines');
    expect(breathsOf([one, { ...two, language: 'fr' }])).toHaveLength(2);
    expect(breathsOf([one, { kind: 'paragraph', text: 'He slept.' }, two])).toHaveLength(3);
  });

  it('end with a comma for the voice where they have no mark', () => {
    expect(asOneLine('The tide at night\ngoes out,\n and then comes “in”\nagain.')).toBe(
      'The tide at night, goes out, and then comes “in”, again.',
    );
  });
  it('are none where a sentence only runs down the page', () => {
    expect(asOneLine('said to the\nboat, That he\nhad met\nout at sea.')).toBe(
      'said to the boat, That he had met out at sea.',
    );
    expect(asOneLine('So I rowed\nAnd slept')).toBe('So I rowed, And slept');
  });
});
