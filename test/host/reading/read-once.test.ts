import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Book } from '../../../src/books/index.js';
import { createClient, type JobStatus } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { startHost, systemClock } from '../../../src/host/index.js';
import { PLAIN_READING } from '../../../src/planning/index.js';
import { planBook } from '../../../src/planning/planner/index.js';
import { describeProfile } from '../../../src/speech/index.js';

const TEST_MS = 60_000;
/** No reader makes anything of these: what is spoken can only come from the plan in hand. */
const bytes = Buffer.from([0, 1, 2, 3]);
const book: Book = {
  title: 'A Tale',
  authors: [],
  language: 'en',
  chapters: [{ title: 'One', kind: 'chapter', passages: [{ kind: 'paragraph', text: 'It rained.' }] }],
  leftOut: [],
  warnings: [],
};

describe('a host that is given the plan of the book it will be asked for', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-once-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('speaks the book without reading it; begun anew, it reads it', { timeout: TEST_MS }, async () => {
    const asked = { bytes, fileName: 'tale.epub', chapters: null, reading: PLAIN_READING };
    const planned = await planBook(async () => book, { ...asked, profile: 'none', prefix: '' });
    const cluster = createMemoryCluster({ clock: systemClock });
    const client = createClient(cluster, systemClock);
    const voice = { engine: 'tone', voice: 'tone', voicesFolder: folder };
    const host = await startHost({
      ...voice,
      cluster,
      roles: ['book', 'synth'],
      slots: 1,
      workFolder: folder,
      node: 'attic',
      clock: systemClock,
      telemetry: { emit: () => undefined },
      planInHand: { ...asked, planned },
    });
    const { id, engine, licence } = await describeProfile(voice);
    const settings = { profile: id, engine, voice: 'tone', licence, chapters: null };
    const convert = async (force: boolean): Promise<JobStatus | null> => {
      const { job, afterTurn } = await client.submit({
        bytes,
        fileName: 'tale.epub',
        title: 'A Tale',
        settings,
        force,
      });
      let last: JobStatus | null = null;
      const signal = AbortSignal.timeout(TEST_MS);
      for await (const { status } of client.watch(job, { signal, afterTurn })) last = status;
      return last;
    };
    expect(await convert(false)).toMatchObject({ state: 'completed', chapters: [{ title: 'One' }] });
    expect(await convert(true)).toMatchObject({ state: 'failed', failure: { code: 'E2A-1001' } });
    await host.stop(1_000);
  });
});
