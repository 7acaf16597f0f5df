import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChapterTimings, timingsName } from '../../src/audio/index.js';
import { createClient } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { LifecycleEvent } from '../../src/cluster/ports/index.js';
import { fnv1a } from '../../src/core/index.js';
import { startHost, systemClock } from '../../src/host/index.js';
import { collect } from '../../src/host/objects.js';
import { describeProfile, openSpeechEngine, type SpeechEngine } from '../../src/speech/index.js';

const TEST_MS = 120_000;
const SEEDS = 2 ** 20;
const NEVER = 'Nobody can say this one.';
const SECOND_SEED = 'This one takes a second seed.';
/** More than a segment holds: the two sentences are in two of them. */
const LONG = 'The lamp was lit early that night, and the keeper went down to the boats. '.repeat(4);
const BOOK = `# Dusk\n\n${SECOND_SEED}\n\n${LONG}\n\n${NEVER}\n`;
/** Of one try of the segment: the whole thrice, and each half thrice. */
const CALLS_PER_TRY = 9;
/** A host tries a segment twice before it tells the Chapter, which asks three times. */
const TRIES = 6;

describe('a book with a sentence that a voice cannot say', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-bad-sound-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has silence there and says so, after as many tries as are allowed', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const calls: string[] = [];
    const seen: LifecycleEvent[] = [];
    const request = { engine: 'tone', voice: 'tone', voicesFolder: folder };
    const host = await startHost({
      ...request,
      cluster,
      roles: ['book', 'synth'],
      slots: 1,
      workFolder: folder,
      node: 'here',
      clock: systemClock,
      telemetry: { emit: (event) => void seen.push(event) },
      openEngine: async () => spoilt(await openSpeechEngine(request), calls),
    });
    const { id, engine, voice, licence } = await describeProfile(request);
    const client = createClient(cluster, systemClock);
    const { job } = await client.submit({
      bytes: Buffer.from(BOOK),
      fileName: 'dusk.md',
      title: 'Dusk',
      settings: { profile: id, engine, voice, licence, chapters: null },
      force: false,
    });
    for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(TEST_MS), afterTurn: null }))
      if (status.state === 'failed') throw new Error(status.failure?.what);

    const isOf = (text: string): boolean => NEVER.includes(text);
    expect(calls.filter(isOf)).toHaveLength(TRIES * CALLS_PER_TRY);
    const { state, missing } = await client.current(job);
    expect([state, missing.length]).toEqual(['partial', 1]);
    const letters = seen.flatMap((event) => (event.type === 'work-given-up' ? [event.failure.what] : []));
    expect(letters).toHaveLength(TRIES / 2);
    expect(letters[0]).toMatch(/^"Nobody can say this one." was spoken badly: \d+ samples are not numbers$/);

    const joins = seen.flatMap((event) =>
      event.type === 'work-finished' && event.task === 'join' ? [event.result] : [],
    );
    const spoken: unknown[] = [];
    for (const { object } of joins) {
      const bytes = await collect((await cluster.audio.get(timingsName(String(object)))) ?? nothing());
      const { sentences } = JSON.parse(Buffer.from(bytes).toString('utf8')) as ChapterTimings;
      spoken.push(...sentences.map(({ text, spoken: isSpoken = true }) => [text, isSpoken]));
    }
    expect(spoken).toContainEqual([NEVER, false]);
    expect(spoken).toContainEqual([SECOND_SEED, true]);
    await host.stop(1_000);
  });
});

/** Notes what is asked for; one sentence and its halves give no numbers, another only a hum with its first seed. */
const spoilt = (engine: SpeechEngine, calls: string[]): SpeechEngine => ({
  ...engine,
  speak: async (utterance, signal) => {
    const { text, seed } = utterance;
    calls.push(text);
    const speech = await engine.speak(utterance, signal);
    if (NEVER.includes(text)) return { ...speech, pcm: new Float32Array(500 + (seed % 100)).fill(Number.NaN) };
    const isFirst = seed === fnv1a(text) % SEEDS;
    return text === SECOND_SEED && isFirst ? { ...speech, pcm: new Float32Array(speech.pcm.length) } : speech;
  },
});

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array();
}
