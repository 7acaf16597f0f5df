import { describe, expect, it } from 'vitest';
import { type ChapterPlan, chapterTimings, type PlannedUtterance, unspokenSamples } from '../../src/planning/index.js';

const utterance = (text: string, spoken = text, paragraph = false): PlannedUtterance => ({
  text,
  spoken,
  pauseAfter: 100,
  ...(paragraph ? { paragraph: true as const } : {}),
});

const planOf = (...segments: (readonly PlannedUtterance[])[]): ChapterPlan => ({
  v: 1,
  chapter: 'ch-003',
  title: 'Dusk',
  kind: 'chapter',
  language: 'en',
  leadSamples: 1_000,
  tailSamples: 500,
  segments: segments.map((utterances, n) => ({ key: String(n), characters: 10, utterances })),
});

describe('what is heard where in a chapter', () => {
  it('follows from lead, clips and pauses', () => {
    const plan = planOf(
      [utterance('Dusk', 'Dusk', true), utterance('It fell.', 'It fell.', true)],
      [utterance('And so.')],
    );
    const timings = chapterTimings(
      plan,
      [
        {
          utterances: [200, 300],
          words: [
            [{ from: 0, to: 200 }],
            [
              { from: 210, to: 300 },
              { from: 310, to: 490 },
            ],
          ],
        },
        { utterances: [400] },
      ],
      9_216,
    );
    expect(timings).toEqual({
      v: 1,
      chapter: 'ch-003',
      title: 'Dusk',
      samples: 9_216,
      sentences: [
        {
          text: 'Dusk',
          start: 1_000,
          end: 1_200,
          paragraph: true,
          words: [{ text: 'Dusk', start: 1_000, end: 1_200 }],
        },
        {
          text: 'It fell.',
          start: 1_300,
          end: 1_600,
          paragraph: true,
          words: [
            { text: 'It', start: 1_310, end: 1_400 },
            { text: 'fell.', start: 1_410, end: 1_590 },
          ],
        },
        { text: 'And so.', start: 1_700, end: 2_100, words: null },
      ],
    });
  });

  it('has a long sentence as one, also over two clips, with all its words', () => {
    const plan = planOf([utterance('It fell, and it rose.', 'It fell,')], [utterance('', 'and it rose.')]);
    const two = [
      { from: 0, to: 50 },
      { from: 50, to: 100 },
    ];
    const { sentences } = chapterTimings(
      plan,
      [
        { utterances: [100], words: [two] },
        { utterances: [150], words: [[...two, { from: 100, to: 150 }]] },
      ],
      3_072,
    );
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatchObject({ text: 'It fell, and it rose.', start: 1_000, end: 1_350 });
    expect(sentences[0]?.words?.map(({ text, start }) => `${text} ${start}`)).toEqual([
      'It 1000',
      'fell, 1050',
      'and 1200',
      'it 1250',
      'rose. 1300',
    ]);
  });

  it('knows what silence stands for, as long as the join makes it', () => {
    const plan = planOf([utterance('It fell.')], [utterance('Gone.'), utterance('For ever.')], [utterance('And so.')]);
    const spoken = { utterances: [200] };
    const { sentences } = chapterTimings(plan, [spoken, null, spoken], 3_072);
    const [gone, ever] = ['Gone.', 'For ever.'].map((text) => unspokenSamples(text));
    expect(sentences.map(({ spoken: isSpoken }) => isSpoken)).toEqual([undefined, false, false, undefined]);
    expect(sentences[1]).toMatchObject({ start: 1_300, end: 1_300 + (gone ?? 0), words: null });
    expect(sentences[3]?.start).toBe(1_300 + (gone ?? 0) + (ever ?? 0) + 200);
  });

  it('gives silence the time that the words would have taken, in any script and at any speed', () => {
    expect(unspokenSamples('fifteen letters')).toBe(24_000);
    expect(unspokenSamples('彼は静かに立ち上がって')).toBeGreaterThan(1.5 * 24_000);
    expect(unspokenSamples('fifteen letters', 2)).toBe(12_000);
  });
});
