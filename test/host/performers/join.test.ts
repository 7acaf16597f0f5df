import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFlac, timingsName } from '../../../src/audio/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import type { ClipFacts } from '../../../src/cluster/ports/index.js';
import type { WorkItem } from '../../../src/core/index.js';
import { systemClock } from '../../../src/host/index.js';
import { collect } from '../../../src/host/objects.js';
import type { MediaContext } from '../../../src/host/performers/context.js';
import { joinChapter } from '../../../src/host/performers/join.js';
import { openPlanShelf } from '../../../src/host/plan-shelf.js';
import { planApart } from '../../../src/host/reading/plan-apart.js';
import { type ChapterPlan, unspokenSamples } from '../../../src/planning/index.js';
import { decode } from '../../audio/support/books.js';

const PLAN: ChapterPlan = {
  v: 1,
  chapter: 'ch-001',
  title: 'Dusk',
  kind: 'chapter',
  language: 'en',
  leadSamples: 1_200,
  tailSamples: 2_400,
  segments: [
    { key: 'a', characters: 14, utterances: [utterance('Night fell.', 240), utterance('', 480, 'It rained.')] },
    { key: 'b', characters: 6, utterances: [utterance('Nobody', 720)] },
    { key: 'c', characters: 4, utterances: [utterance('came.', 0)] },
  ],
};
const LEVEL = 8_000;

function utterance(text: string, pauseAfter: number, spoken = text) {
  return { text, spoken, pauseAfter };
}

describe('joining a chapter', () => {
  let workFolder = '';
  beforeAll(async () => {
    workFolder = await mkdtemp(join(tmpdir(), 'e2a-join-'));
  });
  afterAll(() => rm(workFolder, { recursive: true, force: true }));

  const joined = async (silent: readonly number[], plan = PLAN, quiet: readonly string[] = []) => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const put = async (key: string, utterances: readonly number[], more: Partial<ClipFacts> = {}) => {
      const bytes = await encodeFlac(
        new Int16Array(utterances.reduce((sum, one) => sum + one, 0)).fill(quiet.includes(key) ? LEVEL / 2 : LEVEL),
      );
      const digest = createHash('sha256').update(bytes).digest('hex');
      await cluster.clips.put(key, bytes, {
        digest,
        samples: utterances.reduce((a, b) => a + b, 0),
        utterances,
        ...more,
      });
    };
    await put('a', [4_800, 7_200], { notes: { retried: [0], split: [], odd: [1], skipped: { '☺': 2 } } });
    await put('b', [9_600], { notes: { retried: [0], split: [0], odd: [], skipped: { '☺': 1 } } });
    if (!silent.includes(3)) await put('c', [2_000], { words: [null] });
    await cluster.books.put('plan', Buffer.from(JSON.stringify(plan)), 'plan');
    const context: MediaContext = {
      cluster,
      plans: openPlanShelf(cluster.books),
      planner: planApart,
      workFolder,
      clock: systemClock,
      node: 'here',
      version: '0.0.0-test',
      mayReadElsewhere: () => false,
    };
    const item: WorkItem = {
      class: 'media',
      priority: 'p1',
      job: 'dusk-0000',
      chapter: 'ch-001',
      item: 'join',
      attempt: 1,
      replyTo: { kind: 'chapter', job: 'dusk-0000', chapter: 'ch-001' },
      task: { type: 'join', plan: 'plan', silent: [...silent], attempt: 1 },
    };
    const answer = await joinChapter(item, context, new AbortController().signal);
    const read = async (name: string): Promise<Uint8Array> => collect((await cluster.audio.get(name)) ?? empty());
    return { answer, read };
  };

  it('stores what is heard where beside the sound: the same numbers, to the sample', async () => {
    const { answer, read } = await joined([]);
    const object = String(answer['object']);
    const timings = JSON.parse(Buffer.from(await read(timingsName(object))).toString('utf8'));
    expect(timings).toMatchObject({ chapter: 'ch-001', title: 'Dusk', samples: answer['samples'] });
    const flac = join(workFolder, 'read-back.flac');
    await writeFile(flac, await read(object));
    const pcm = [...(await decode(flac))];
    const edges = pcm.flatMap((sample, at) => ((sample !== 0) === ((pcm[at - 1] ?? 0) !== 0) ? [] : [at]));
    // Night fell. | It rained. | Nobody | came.
    expect(edges).toEqual([1_200, 6_000, 6_240, 13_440, 13_920, 23_520, 24_240, 26_240]);
    expect(timings.sentences.map(({ start, end }: { start: number; end: number }) => [start, end])).toEqual([
      [1_200, 13_440],
      [13_920, 23_520],
      [24_240, 26_240],
    ]);
  });

  it('brings a softer voice of another language to the level of the book’s', async () => {
    const segments = PLAN.segments.map((segment, n) => (n === 1 ? { ...segment, profile: 'french' } : segment));
    const levels = async (plan: ChapterPlan) => {
      const { answer, read } = await joined([], plan, ['b']);
      const flac = join(workFolder, 'levelled.flac');
      await writeFile(flac, await read(String(answer['object'])));
      const pcm = await decode(flac);
      return [2_000, 15_000, 25_000].map((at) => pcm[at]);
    };
    expect(await levels(PLAN)).toEqual([LEVEL, LEVEL / 2, LEVEL]);
    expect(await levels({ ...PLAN, segments })).toEqual([LEVEL, LEVEL, LEVEL]);
  });

  it('tells what it took to say its clips', async () => {
    const { answer } = await joined([]);
    expect(answer['notes']).toEqual({ retried: 2, split: 1, odd: ['It rained.'], skipped: { '☺': 3 } });
  });

  it('says which sentences are silence', async () => {
    const { answer, read } = await joined([3]);
    const timings = JSON.parse(Buffer.from(await read(timingsName(String(answer['object'])))).toString('utf8'));
    expect(timings.sentences.at(-1)).toEqual({
      text: 'came.',
      start: 24_240,
      end: 24_240 + unspokenSamples('came.'),
      spoken: false,
      words: null,
    });
  });
});

async function* empty(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array();
}
