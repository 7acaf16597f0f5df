import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type JobStatus } from '../../src/client/index.js';
import type { Cluster } from '../../src/cluster/ports/index.js';
import { startHost, systemClock } from '../../src/host/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { writeNovel } from './novel.js';

const BOOK_MS = 90_000;

/**
 * A whole small book, hummed by the tone engine: handed in by one login, made by a host with another.
 * @returns how it ended
 */
export async function makeTinyBook(node: Cluster, client: Cluster): Promise<JobStatus> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-tiny-'));
  const engine = { engine: 'tone', voice: 'tone', voicesFolder: folder };
  const host = await startHost({
    ...engine,
    cluster: node,
    roles: ['book', 'synth'],
    slots: 1,
    workFolder: folder,
    node: 'tiny',
    clock: systemClock,
    telemetry: { emit: () => undefined },
  });
  try {
    const profile = await describeProfile(engine);
    const settings = {
      profile: profile.id,
      engine: profile.engine,
      voice: profile.voice,
      licence: profile.licence,
      chapters: null,
    };
    const bytes = await writeNovel({ title: 'A Tiny Night', chapters: 1, paragraphs: 2 });
    const customer = createClient(client, systemClock);
    const order = { bytes, fileName: 'tiny.epub', title: 'A Tiny Night', settings, force: false };
    const { job } = await customer.submit(order);
    let last: JobStatus | null = null;
    const signal = AbortSignal.timeout(BOOK_MS);
    for await (const { status } of customer.watch(job, { signal, afterTurn: null })) last = status;
    if (last === null) throw new Error('no status was seen');
    return last;
  } finally {
    await host.stop(1_000);
    await rm(folder, { recursive: true, force: true });
  }
}
