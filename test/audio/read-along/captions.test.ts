import { describe, expect, it } from 'vitest';
import {
  type ChapterTimings,
  CLOCK_HZ,
  formatSrt,
  formatVtt,
  sentenceCues,
  type TimedSentence,
  timingsName,
  wordCues,
} from '../../../src/audio/index.js';

const MOST = 84;

/** A sentence of words that each take a tenth of a second, from `start` seconds on. */
function sentence(text: string, startSeconds: number, withWords = true): TimedSentence {
  const start = startSeconds * CLOCK_HZ;
  const words = text.split(' ').map((word, i) => ({
    text: word,
    start: start + i * 2_400,
    end: start + i * 2_400 + 2_000,
  }));
  return { text, start, end: words.at(-1)?.end ?? start, words: withWords ? words : null };
}

const chapterOf = (...sentences: TimedSentence[]): ChapterTimings => ({
  v: 1,
  chapter: 'ch-001',
  title: 'One',
  samples: 60 * CLOCK_HZ,
  sentences,
});

const LONG =
  'When the keeper came down at last, the lamp was out, the stairs were wet, and nobody in the harbour had heard the bell; he sat down and waited for the tide to turn.';

describe('captions by sentence', () => {
  it('show a short sentence as it is, when it is heard', () => {
    const cues = sentenceCues(chapterOf(sentence('The lamp is out.', 1), sentence('Nobody came.', 3)), 24_000);
    expect(formatSrt(cues, 10 * CLOCK_HZ)).toBe(
      '1\n00:00:02,000 --> 00:00:02,383\nThe lamp is out.\n\n2\n00:00:04,000 --> 00:00:04,183\nNobody came.\n',
    );
  });

  it('cut a long one at its clauses, each piece from the word that it begins with', () => {
    const chapter = chapterOf(sentence(LONG, 2));
    const cues = sentenceCues(chapter);
    expect(cues.map(({ text }) => text).join(' ')).toBe(LONG);
    expect(cues.length).toBeGreaterThan(1);
    for (const { text } of cues) {
      expect(text.length).toBeLessThanOrEqual(MOST);
      expect(text).toMatch(/[,;.]$/);
    }
    const words = chapter.sentences[0]?.words ?? [];
    for (const { text, start } of cues) {
      const [first] = text.split(' ');
      expect(words.some((word) => word.text === first && word.start === start)).toBe(true);
    }
    for (const [i, cue] of cues.slice(1).entries()) expect(cue.start).toBe(cues[i]?.end);
  });

  it('by the share of the letters where no word has a place', () => {
    const cues = sentenceCues(chapterOf(sentence(LONG, 0, false)));
    const [first] = cues;
    const share = (first?.text.length ?? 0) / LONG.length;
    const end = chapterOf(sentence(LONG, 0)).sentences[0]?.end ?? 0;
    expect(Math.abs((first?.end ?? 0) / end - share)).toBeLessThan(0.02);
  });

  it('cut what has neither clauses nor spaces, and no character in two', () => {
    for (const text of [
      'x'.repeat(200),
      '夜'.repeat(200),
      '🙂'.repeat(100),
      `${'夜'.repeat(50)}、${'昼'.repeat(80)}。`,
    ]) {
      const cues = sentenceCues(chapterOf({ text, start: 0, end: 48_000, words: null }));
      expect(cues.map((cue) => cue.text).join('')).toBe(text);
      for (const cue of cues) {
        expect(cue.text.length).toBeLessThanOrEqual(MOST);
        expect(cue.text).not.toMatch(/\p{Surrogate}/u);
      }
    }
    const [first] = sentenceCues(
      chapterOf({ text: `${'夜'.repeat(50)}、${'昼'.repeat(80)}。`, start: 0, end: 48_000, words: null }),
    );
    expect(first?.text).toBe(`${'夜'.repeat(50)}、`);
  });
});

describe('captions by word', () => {
  it('show each word while it is heard; a sentence without places as a whole', () => {
    const cues = wordCues(chapterOf(sentence('Out, she said.', 1), sentence('Nobody came.', 3, false)));
    expect(cues.map(({ text }) => text)).toEqual(['Out,', 'she', 'said.', 'Nobody came.']);
    expect(cues[1]?.start).toBe(CLOCK_HZ + 2_400);
  });

  it('never overlap, and lose no word that is too short to be seen', () => {
    const short = {
      text: 'a b c',
      start: 0,
      end: 100,
      words: [
        { text: 'a', start: 0, end: 60 },
        { text: 'b', start: 60, end: 60 },
        { text: 'c', start: 50, end: 100 },
      ],
    };
    expect(formatSrt(wordCues(chapterOf(short)), CLOCK_HZ)).toBe(
      '1\n00:00:00,000 --> 00:00:00,003\na b\n\n2\n00:00:00,003 --> 00:00:00,004\nc\n',
    );
  });
});

describe('a caption file', () => {
  it('ends no cue after the sound', () => {
    const text = formatVtt([{ text: 'The end', start: 0, end: 2 * CLOCK_HZ }], CLOCK_HZ + 5);
    expect(text).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nThe end\n');
  });

  it('as WebVTT says signs by their names, and nothing looks like a time', () => {
    const text = formatVtt([{ text: 'a < b &  c -->\n d', start: 0, end: CLOCK_HZ }], CLOCK_HZ);
    expect(text).toContain('\na &lt; b &amp; c --&gt; d\n');
    expect(text.match(/-->/g)).toHaveLength(1);
  });

  it('of nothing holds nothing', () => {
    expect(formatSrt([], 0)).toBe('');
    expect(formatVtt([{ text: ' ', start: 0, end: 9_999 }], CLOCK_HZ)).toBe('WEBVTT\n');
  });
});

describe('the object of a chapter’s timings', () => {
  it('is named like its sound', () => {
    expect(timingsName('j/ch-001-1a2b.flac')).toBe('j/ch-001-1a2b.timings.json');
  });
});
