import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chapter, Passage } from '../../src/books/book.js';
import { splitSentences } from '../../src/books/sentences.js';
import type { PlannedSegment } from '../../src/planning/index.js';
import { MAX_SEGMENT_CHARACTERS, segmentsOf } from '../../src/planning/segments.js';
import { MAX_UTTERANCE_CHARACTERS, speechSize } from '../../src/speech/speech-engine.js';

const chapterOf = (passages: readonly Passage[]): Chapter => ({ title: 'One', kind: 'chapter', passages });
const paragraph = (text: string): Passage => ({ kind: 'paragraph', text });
const segmentsFor = (...texts: readonly string[]): readonly PlannedSegment[] =>
  segmentsOf(chapterOf(texts.map(paragraph)), 'en', 'p');
const withoutSpace = (text: string): string => text.replace(/\s+/gu, '');
const shownIn = (segments: readonly PlannedSegment[]): string =>
  segments.flatMap(({ utterances }) => utterances.map(({ text }) => text)).join(' ');

const WORDS = fc.constantFrom(
  ...['the lamp', 'Mr. Hart', 'burned', 'No. 5', 'and then', '1,234', '3.50', '“Stop!”', '—', '…', ';', ',', '?', '!'],
  ...[
    '.',
    '.',
    '☺',
    '👩‍👧',
    'e\u0301',
    'שלום',
    'مرحبا.',
    '雨が降る。',
    '「帰る。」',
    'क्या?',
    'x'.repeat(400),
    '(so it was.)',
  ],
  ...['XIV', '“I came at noon. I saw nothing,”', 'he said', '\u200b', '\u202b', 'A. B. Smith', '$', '2024-05-03'],
);
const aText = fc.array(
  fc.oneof({ weight: 9, arbitrary: WORDS }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 9 }) }),
  {
    maxLength: 60,
  },
);

describe('the segments of any text', () => {
  it('hold all of it, in order, white space apart', () => {
    fc.assert(
      fc.property(aText, (words) => {
        const text = words.join(' ');
        const segments = segmentsFor(text);
        expect(withoutSpace(shownIn(segments))).toBe(segments.length === 0 ? '' : withoutSpace(text));
        if (/[a-z]{3}/.test(text)) expect(segments).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('are whole sentences, or parts of one that is too long; at most about 15 s, each call of the voice 10 s', () => {
    fc.assert(
      fc.property(aText, (words) => {
        const text = words.join(' ');
        const ends = new Set(endsOf(splitSentences(text, 'en')));
        for (const end of endsOf(startingAt(segmentsFor(text)))) expect(ends.has(end)).toBe(true);
        for (const { utterances } of segmentsFor(text)) {
          const sizes = utterances.map(({ spoken }) => speechSize(spoken));
          expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_UTTERANCE_CHARACTERS);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_SEGMENT_CHARACTERS);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['100,000 characters without a full stop', 'the gulls went round '.repeat(5_000)],
    ['50,000 quotes', `${'“ '.repeat(50_000)}Yes.`],
    ['a word of 5,000 letters', 'x'.repeat(5_000)],
    ['100,000 commas', 'a, '.repeat(50_000)],
    ['30,000 short sentences', 'He sat. '.repeat(30_000)],
    ['20,000 East Asian quotes', '「あ。」'.repeat(20_000)],
  ])('take %s', (_, text) => {
    expect(withoutSpace(shownIn(segmentsFor(text)))).toBe(withoutSpace(text));
  });
});

/** Where each text ends, counted without white space. */
function endsOf(texts: readonly string[]): readonly number[] {
  let end = 0;
  return texts.map((text) => {
    end += withoutSpace(text).length;
    return end;
  });
}

/** The text of the utterances that begin a sentence; the further pieces of a long one have none. */
const startingAt = (segments: readonly PlannedSegment[]): readonly string[] =>
  segments.flatMap(({ utterances }) => utterances.map(({ text }) => text)).filter((text) => text !== '');

describe('an edited chapter', () => {
  const SENTENCE = fc
    .array(fc.constantFrom('lamp', 'sea', 'clock', 'keeper', 'storm', 'harbour', 'night', '“yes', 'no”'), {
      minLength: 1,
      maxLength: 40,
    })
    .map((words) => `The ${words.join(' ')}.`);
  const PARAGRAPH = fc.array(SENTENCE, { minLength: 1, maxLength: 6 }).map((sentences) => sentences.join(' '));
  const CHAPTER = fc.array(PARAGRAPH, { minLength: 5, maxLength: 30 });
  /** The packs before and behind the place of an edit, as they were and as they are. */
  const MOST_SPOKEN_AGAIN = 6 * MAX_SEGMENT_CHARACTERS;

  const spokenAgain = (before: readonly string[], after: readonly string[]): number => {
    const known = new Set(segmentsFor(...before).map(({ key }) => key));
    return segmentsFor(...after)
      .filter(({ key }) => !known.has(key))
      .reduce((sum, { characters }) => sum + characters, 0);
  };

  it.each<[string, number, (texts: readonly string[], at: number, other: number) => readonly string[]]>([
    ['a passage changed', 1, (texts, at) => texts.with(at, `Now ${texts[at]}`)],
    ['a passage removed', 1, (texts, at) => texts.toSpliced(at, 1)],
    ['a passage inserted', 1, (texts, at) => texts.toSpliced(at, 0, 'Then came the winter.')],
    ['two passages joined', 1, (texts, at) => texts.toSpliced(at, 2, texts.slice(at, at + 2).join(' '))],
    [
      'a passage moved',
      2,
      (texts, at, other) => texts.toSpliced(at, 1).toSpliced(other % texts.length, 0, texts[at] ?? ''),
    ],
  ])('%s: what is far from it keeps its segments', (_, places, edit) => {
    fc.assert(
      fc.property(CHAPTER, fc.nat(), fc.nat(), (texts, pick, other) => {
        const at = pick % texts.length;
        const after = edit(texts, at, other);
        const edited = after.filter((text) => !texts.includes(text)).reduce((sum, text) => sum + text.length, 0);
        expect(spokenAgain(texts, after)).toBeLessThanOrEqual(places * MOST_SPOKEN_AGAIN + edited);
      }),
      { numRuns: 60 },
    );
  });
});
