import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, type JobStatus, type PublishedEvent } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { Clock, JobId } from '../../src/core/index.js';
import { startHost, systemClock } from '../../src/host/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { writeNovel } from './novel.js';

/** How a job stood when an event had come. */
export interface RecordedStep {
  readonly event: PublishedEvent;
  readonly status: JobStatus;
}

/** A whole book from its order to its file, event by event. */
export interface RecordedBook {
  readonly job: JobId;
  readonly steps: readonly RecordedStep[];
  /** Every reading between the events, too: what a screen that polls would have shown. */
  readonly percents: readonly number[];
}

const FILE = new URL('../fixtures/recorded-book.json', import.meta.url);
const BOOK = { title: 'A Recorded Night', chapters: 3, paragraphs: 2 };
/** Between two looks, as many as a screen would never make. */
const LOOK_EVERY_MS = 5;
const BOOK_MS = 90_000;
const FINAL = ['completed', 'partial', 'failed', 'cancelled'];

/** What `recordBook` gave once, as a file: for tests that only replay it. */
export const readRecording = async (): Promise<RecordedBook> =>
  JSON.parse(await readFile(FILE, 'utf8')) as RecordedBook;

/** Makes a small book on a cluster in memory and writes down how it stood at each event. */
export async function recordBook(): Promise<RecordedBook> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-recorded-'));
  const cluster = createMemoryCluster({ clock: systemClock });
  const client = createClient(cluster, systemClock);
  const engine = { engine: 'tone', voice: 'tone', voicesFolder: folder };
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(BOOK_MS)]);
  const host = await startHost({
    ...engine,
    cluster,
    roles: ['book', 'synth'],
    slots: 1,
    workFolder: folder,
    node: 'recorder',
    clock: systemClock,
    telemetry: { emit: () => undefined },
  });
  try {
    const { id, voice, licence } = await describeProfile(engine);
    const settings = { profile: id, engine: 'tone', voice, licence, chapters: null };
    const steps: RecordedStep[] = [];
    const percents: number[] = [];
    const following = (async () => {
      for await (const event of client.events(null, { after: 0, signal })) {
        steps.push({ event, status: await client.current(event.job) });
        if (FINAL.includes(steps.at(-1)?.status.state ?? '')) ended.abort();
      }
    })();
    const bytes = await writeNovel(BOOK);
    const { job } = await client.submit({ bytes, fileName: 'night.epub', title: BOOK.title, settings, force: false });
    while (!signal.aborted) {
      percents.push((await client.current(job)).percent);
      await systemClock.sleep(LOOK_EVERY_MS, signal);
    }
    await following;
    return { job, steps, percents };
  } finally {
    await host.stop(1_000);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A client to whom a recorded book happens again, one step at a time. */
export function replayed({ job, steps }: RecordedBook, clock: Clock = systemClock) {
  const cluster = createMemoryCluster({ clock });
  const real = createClient(cluster, clock);
  let at = -1;
  const now = (): JobStatus => {
    const step = steps[Math.max(0, at)];
    if (step === undefined) throw new Error('an empty recording');
    return step.status;
  };
  const entry = () => ({ status: now(), updatedAt: steps[Math.max(0, at)]?.event.at ?? 0, orderedAt: 0 });
  const client: Client = {
    ...real,
    find: async () => job,
    status: async () => now(),
    current: async () => now(),
    jobs: async () => [entry()],
  };
  return {
    client,
    cluster,
    /** Lets the next event happen. @returns null when there is none left */
    async step(): Promise<RecordedStep | null> {
      const step = steps[at + 1];
      if (step === undefined) return null;
      at++;
      const { at: instant, seq, ...event } = step.event;
      await cluster.events.announce(event, `recorded-${seq}`, instant);
      return step;
    },
  };
}
