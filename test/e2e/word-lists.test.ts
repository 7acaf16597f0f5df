import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { spokenAlreadyNote, spokenAlreadyText } from '../../src/ordering/spoken-already.js';
import { createClient, type JobStatus, type SubmitRequest } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { type Host, startHost, systemClock } from '../../src/host/index.js';
import type { PlannedBook, PlannedSegment, Reading } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { describeProfile, openSpeechEngine, type Profile } from '../../src/speech/index.js';
import { parseList } from '../../src/speech/lexicon/index.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;
describe('word lists', () => {
  const played: string[] = [];
  let folder = '';
  let host: Host;
  let bytes: Uint8Array = new Uint8Array();
  let profile: Profile;
  const cluster = createMemoryCluster({ clock: systemClock });
  const client = createClient(cluster, systemClock);
  const engine = () => ({ engine: 'tone', voice: 'tone', voicesFolder: folder });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-words-'));
    profile = await describeProfile(engine());
    bytes = await writeNovel({ title: 'A Long Night', chapters: 2, paragraphs: 12 });
    host = await startHost({
      ...engine(),
      cluster,
      roles: ['book', 'synth'],
      slots: 1,
      workFolder: folder,
      node: 'words',
      clock: systemClock,
      telemetry: { emit: () => undefined },
      openEngine: async (request) => {
        const tone = await openSpeechEngine(request);
        return {
          ...tone,
          speak: (utterance, signal) => {
            played.push(utterance.text);
            return tone.speak(utterance, signal);
          },
        };
      },
    });
  });
  afterAll(async () => {
    await host.stop(1_000);
    await rm(folder, { recursive: true, force: true });
  });

  const readingWith = (list: string): Reading => ({
    choice: NARRATORS_CHOICE,
    edits: [],
    lexicon: parseList(list, 'list'),
  });

  function orderWith(reading: Reading): SubmitRequest {
    const { engine: name, voice, id } = profile;
    const settings = { profile: id, engine: name, voice, licence: 'none', chapters: null };
    return { bytes, fileName: 'night.epub', title: 'A Long Night', settings, reading, force: false };
  }

  const planned = (spokenBy: string, reading: Reading): Promise<PlannedBook> =>
    planBook(readBook, { bytes, fileName: 'night.epub', profile: spokenBy, chapters: null, prefix: '', reading });

  async function segmentsOf(reading: Reading): Promise<readonly PlannedSegment[]> {
    const { chapterPlans } = await planned(profile.id, reading);
    return [...chapterPlans.values()].flatMap(({ segments }) => segments);
  }

  /** @returns what the engine was made to say */
  async function convert(reading: Reading): Promise<readonly string[]> {
    const before = played.length;
    const { job } = await client.submit(orderWith(reading));
    let last: JobStatus | null = null;
    const signal = AbortSignal.timeout(TEST_MS);
    for await (const { status } of client.watch(job, { signal, afterTurn: null })) last = status;
    expect(last).toMatchObject({ state: 'completed' });
    return played.slice(before);
  }

  it('another word list speaks the segments with its words and no other, and tells how many first', {
    timeout: TEST_MS,
  }, async () => {
    const plain = readingWith('');
    const all = await segmentsOf(plain);
    await convert(plain);

    const word = rarestWord(all);
    const other = readingWith(`${word} = /nuː/`);
    const touched = (await segmentsOf(other)).filter(({ key }) => !all.some((segment) => segment.key === key));
    const file = { path: '/night.epub', fileName: 'night.epub', bytes };
    const local = {
      book: await readBook(bytes, 'night.epub', NARRATORS_CHOICE),
      reading: other,
      planned: await planned('none', other),
    };
    expect(await spokenAlreadyNote(client, orderWith(other), local, file)).toEqual([
      spokenAlreadyText(new Set(all.map(({ key }) => key)).size, all.length - touched.length),
    ]);

    const said = await convert(other);
    const wanted = touched.flatMap(({ utterances }) => utterances.map(({ spoken }) => spoken));
    expect([...said].sort()).toEqual([...wanted].sort());
    expect(said.length).toBeGreaterThan(0);
    expect(touched.length).toBeLessThan(all.length / 2);
    expect(await spokenAlreadyNote(client, orderWith(other), local, file)).toEqual([]);
  });
});

/** A long word of the book that stands in one segment, or in few. */
function rarestWord(segments: readonly PlannedSegment[]): string {
  const counts = new Map<string, number>();
  for (const { utterances } of segments) {
    const words = new Set(utterances.flatMap(({ text }) => text.toLowerCase().match(/\p{L}{5,}/gu) ?? []));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [rarest] = [...counts].sort(([, a], [, b]) => a - b);
  return rarest?.[0] ?? '';
}

it.each([
  [1_430, 1_418, '12 of 1,430 segments have to be spoken; 1,418 are there already.'],
  [2, 1, '1 of 2 segments has to be spoken; 1 is there already.'],
  [3, 3, 'All 3 segments are spoken already.'],
])('%i segments, %i there', (segments, already, text) => {
  expect(spokenAlreadyText(segments, already)).toBe(text);
});
