import { join } from 'node:path';
import {
  type Client,
  type ConnectedCluster,
  connectCluster,
  createClient,
  systemClock,
} from '../../src/client/index.js';
import { describeProfile } from '../../src/speech/index.js';
import { decodedAudio } from '../support/convert-process.js';
import { eventually } from '../support/eventually.js';
import { writeNovel } from '../support/novel.js';
import { LEASES, startStormyCluster } from './stormy-cluster.js';

export type Sound = Awaited<ReturnType<typeof decodedAudio>>;

export interface TestBook {
  readonly title: string;
  readonly bytes: Uint8Array;
}

export interface BookSize {
  readonly chapters: number;
  readonly paragraphs: number;
}

export const writeBooks = (titles: readonly string[], size: BookSize): Promise<TestBook[]> =>
  Promise.all(titles.map(async (title) => ({ title, bytes: await writeNovel({ title, ...size }) })));

export const openCluster = (servers: string): Promise<ConnectedCluster> =>
  connectCluster({ servers, name: 'e2a/test/chaos', leases: LEASES });

/** @returns the jobs, in the order of the books */
export async function submitAll(client: Client, books: readonly TestBook[], voicesFolder: string): Promise<string[]> {
  const profile = await describeProfile({ engine: 'tone', voice: 'tone', voicesFolder });
  const { engine, voice, licence } = profile;
  const settings = { profile: profile.id, engine, voice, licence, chapters: null };
  const jobs: string[] = [];
  for (const [index, { title, bytes }] of books.entries()) {
    jobs.push((await client.submit({ bytes, fileName: `${index}.epub`, title, settings, force: false })).job);
  }
  return jobs;
}

/** Rejects with what they were doing when they are not all whole by then. */
export async function untilAllDone(client: Client, jobs: readonly string[], limitMs: number): Promise<void> {
  const shown = { words: '' };
  try {
    await eventually('the books', limitMs, async () => {
      const all = await Promise.all(jobs.map((job) => client.status(job)));
      shown.words = all.map((status) => `${status?.job}: ${status?.state} ${status?.percent} %`).join('; ');
      return all.every((status) => status?.state === 'completed');
    });
  } catch (error) {
    throw new Error(`after ${limitMs} ms: ${shown.words}`, { cause: error });
  }
}

/** @param path beginning of the names of the files that are fetched */
export async function audioOf(client: Client, jobs: readonly string[], path: string): Promise<readonly Sound[]> {
  const sounds: Sound[] = [];
  for (const job of jobs) {
    const file = await client.fetch({ job, pathFor: () => `${path}-${job}.m4b`, force: true });
    sounds.push(await decodedAudio(file.path));
  }
  return sounds;
}

/** How long a book of these tests may take where nothing is in its way. */
const CALM_MS = 240_000;

/** The sound of the same books on the same kind of cluster, where nothing happens and the engine does not wait. */
export async function undisturbed(books: readonly TestBook[], folder: string): Promise<readonly Sound[]> {
  const cluster = await startStormyCluster(join(folder, 'calm'), {
    books: 1,
    synths: 1,
    slotsEach: 2,
    msPerCharacter: 0,
  });
  const us = await openCluster(cluster.server.url);
  try {
    for (const member of cluster.members) cluster.raise(member);
    const client = createClient(us, systemClock);
    const jobs = await submitAll(client, books, folder);
    await untilAllDone(client, jobs, CALM_MS);
    return await audioOf(client, jobs, join(folder, 'undisturbed'));
  } finally {
    await us.close();
    await cluster.stop();
  }
}
