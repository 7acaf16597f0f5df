import { createClient, type JobStatus } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import type { LiveCluster } from '../../../src/web/events/index.js';
import { convertingBook, finishedBook, orderOf, speakingChapter, store } from '../../client/book-in-cluster.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

export const JOB = 'a-tale-7f3a';
export const OTHER = 'other-1111';

/** Books in a cluster of one process, which a test moves on by hand; counts what is read of it. */
export function liveScene() {
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const client = createClient(cluster, clock);
  const read: string[] = [];
  const live: LiveCluster = {
    events: (job, { after, signal }) => cluster.events.follow(job, signal, after),
    lastEvent: () => cluster.events.last(),
    jobs: () => {
      read.push('jobs');
      return client.jobs();
    },
    current: (job) => {
      read.push(job);
      return client.current(job);
    },
  };
  let announced = 0;
  return {
    clock,
    cluster,
    client,
    live,
    read,
    announce: async (type: string, job = JOB): Promise<void> => {
      await cluster.events.announce({ job, type, text: type }, `event-${++announced}`, clock.now());
    },
    convert: (job = JOB) => store(cluster, { kind: 'book', job }, convertingBook(job, orderOf('7f3a'))),
    /** Nobody is there to take it. */
    order: () =>
      client.submit({
        bytes: new TextEncoder().encode('a book'),
        fileName: 'ulysses.epub',
        title: 'Ulysses',
        settings: { profile: 'p1', engine: 'tone', voice: 'tone', licence: 'none', chapters: null },
        force: false,
      }),
    finish: (job = JOB) => store(cluster, { kind: 'book', job }, finishedBook(job, orderOf('7f3a'))),
    speak: (characters: number, job = JOB) =>
      store(cluster, { kind: 'chapter', job, chapter: 'ch-001' }, speakingChapter(characters)),
  };
}

export type LiveScene = ReturnType<typeof liveScene>;

export const statusesIn = (data: unknown): readonly JobStatus[] => (data as { jobs: JobStatus[] }).jobs;
