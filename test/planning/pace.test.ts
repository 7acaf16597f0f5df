import { describe, expect, it } from 'vitest';
import type { Book } from '../../src/books/book.js';
import {
  decodeReading,
  encodeReading,
  isUsualPace,
  type Pace,
  paceFault,
  PLAIN_READING,
  type PlannedSegment,
  settledPace,
  USUAL_PACE,
} from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { CLOCK_HZ } from '../../src/audio/clock.js';

const BOOK: Book = {
  title: 'Dusk',
  authors: [],
  language: 'en',
  chapters: [
    {
      title: 'One',
      kind: 'chapter',
      passages: [
        { kind: 'heading', text: 'The first evening' },
        { kind: 'paragraph', text: 'The lamp burned low that night. The sea was very calm.' },
        { kind: 'paragraph', text: 'Nobody came to the door.' },
      ],
    },
  ],
  leftOut: [],
  warnings: [],
};

const planned = async (pace?: Pace) => {
  const request = { bytes: new Uint8Array(), fileName: 'a.epub', profile: 'p', chapters: null, prefix: '' };
  const { plan, chapterPlans } = await planBook(() => Promise.resolve(BOOK), {
    ...request,
    reading: { ...PLAIN_READING, ...(pace === undefined ? {} : { pace }) },
  });
  const [chapter] = [...chapterPlans.values()];
  if (chapter === undefined) throw new Error('no chapter');
  return { chapter, seconds: plan.chapters[0]?.seconds ?? 0, names: [...chapterPlans.keys()] };
};
const keysOf = ({ segments }: { readonly segments: readonly PlannedSegment[] }) => segments.map(({ key }) => key);
const pausesOf = ({ segments }: { readonly segments: readonly PlannedSegment[] }) =>
  segments.flatMap(({ utterances }) => utterances.map(({ pauseAfter }) => pauseAfter / CLOCK_HZ));

describe('the pace of a book', () => {
  it('is the usual one without a word of it: the same plan, under the same name', async () => {
    const plain = await planned();
    expect(await planned(USUAL_PACE)).toEqual(plain);
    expect(await planned({ speed: 1.001, pauses: { paragraph: 0.7 } })).toEqual(plain);
    expect('speed' in plain.chapter).toBe(false);
  });

  it('changes pauses and speaks nothing anew', async () => {
    const plain = await planned();
    const paced = await planned({ speed: 1, pauses: { paragraph: 1.2, 'chapter-title': 0, 'chapter-end': 5 } });
    expect(keysOf(paced.chapter)).toEqual(keysOf(plain.chapter));
    expect(pausesOf(plain.chapter)).toEqual([1.5, 0.3, 0.7, 0.7]);
    expect(pausesOf(paced.chapter)).toEqual([0, 0.3, 1.2, 1.2]);
    expect(paced.chapter.tailSamples).toBe(5 * CLOCK_HZ);
    expect(paced.names).not.toEqual(plain.names);
  });

  it('speaks anew at another speed, with pauses to match, and takes that much less time', async () => {
    const plain = await planned();
    const fast = await planned({ speed: 2, pauses: {} });
    expect(fast.chapter.speed).toBe(2);
    expect(new Set([...keysOf(plain.chapter), ...keysOf(fast.chapter)]).size).toBe(2 * plain.chapter.segments.length);
    expect(pausesOf(fast.chapter)).toEqual(pausesOf(plain.chapter).map((seconds) => seconds / 2));
    expect(fast.chapter.leadSamples).toBe(plain.chapter.leadSamples / 2);
    expect(Math.abs(fast.seconds - plain.seconds / 2)).toBeLessThanOrEqual(1);
  });

  it('is told in one form', () => {
    expect(settledPace({ speed: 1.1049, pauses: { paragraph: 0.7, sentence: 0.40004 } })).toEqual({
      speed: 1.1,
      pauses: { sentence: 0.4 },
    });
    expect(isUsualPace({ speed: 1, pauses: { sentence: 0.3 } })).toBe(true);
    expect(isUsualPace({ speed: 1, pauses: { sentence: 0 } })).toBe(false);
  });

  it('has limits', () => {
    expect(paceFault({ speed: 0.5, pauses: { sentence: 0 } })).toBeNull();
    expect(paceFault({ speed: 2.1, pauses: {} })).toBe('a speed goes from 0.5 to 2, and is not 2.1');
    expect(paceFault({ speed: Number.NaN, pauses: {} })).toContain('NaN');
    expect(paceFault({ speed: 1, pauses: { paragraph: 11 } })).toBe(
      'a pause goes from 0 to 10 s, and paragraph is not 11',
    );
  });
});

describe('a stored reading with a pace', () => {
  const pace: Pace = { speed: 1.25, pauses: { paragraph: 0.9, sentence: 0.4 } };

  it('comes back as it was, and is the same one however it was written', () => {
    const stored = encodeReading({ ...PLAIN_READING, pace });
    const same = encodeReading({
      ...PLAIN_READING,
      pace: { speed: 1.25, pauses: { sentence: 0.4, line: 0.45, paragraph: 0.9 } },
    });
    expect(stored).not.toBeNull();
    expect(same?.digest).toBe(stored?.digest);
    expect(decodeReading(stored?.bytes ?? new Uint8Array())).toMatchObject({ ok: true, value: { pace } });
  });

  it('adds nothing where it is the usual one: orders of an older e2a keep their digests', () => {
    const edits = [{ n: 1, ownTitle: 'A', read: false, title: null, passages: null }];
    expect(encodeReading({ ...PLAIN_READING, pace: USUAL_PACE })).toBeNull();
    const [old, now] = [
      encodeReading({ ...PLAIN_READING, edits }),
      encodeReading({ ...PLAIN_READING, edits, pace: USUAL_PACE }),
    ];
    expect(now).toEqual(old);
  });

  it('is refused by an e2a that knows no pace, which looks for a choice and takes no notice of what else there is', () => {
    const stored = JSON.parse(Buffer.from(encodeReading({ ...PLAIN_READING, pace })?.bytes ?? []).toString('utf8'));
    expect(stored).not.toHaveProperty('choice');
  });

  it('is refused here when it is a newer one, or no pace at all', () => {
    const reading = { choice: PLAIN_READING.choice, edits: [], lexicon: [] };
    const decoded = (value: object) => decodeReading(Buffer.from(JSON.stringify(value)));
    for (const wrong of [
      { v: 3, pace, reading },
      { v: 2, pace: { ...pace, pitch: 1 }, reading },
      { v: 2, pace: { speed: 9, pauses: {} }, reading },
      { v: 2, pace: { speed: 1, pauses: { breath: 1 } }, reading },
      { ...reading, mood: 'grim' },
    ])
      expect(decoded(wrong)).toMatchObject({ ok: false });
    expect(decoded({ v: 2, pace, reading })).toMatchObject({ ok: true });
  });
});
