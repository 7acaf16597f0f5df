import { readFile } from 'node:fs/promises';
import type { BookCommand, Client, JobStatus, OpenedFile } from '../../../src/client/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { systemClock } from '../../../src/host/index.js';
import type { WebOptions, WebSettings } from '../../../src/web/index.js';
import { webScene } from '../web-scene.js';
import { demoBooks } from './demo-books.js';
import { demoLetters, demoNodes, demoQueue, demoVoices } from './demo-cluster.js';

const COVER = new URL('../../../samples/the-lighthouse-clock/OEBPS/cover.png', import.meta.url);

/** A second of silence. */
const SOUND = { pcm: new Int16Array(8_000), sampleRate: 8_000 };

/** What a book does when it is told something. */
function answered(status: JobStatus, command: BookCommand): JobStatus {
  switch (command.type) {
    case 'PauseBook':
      return { ...status, paused: true };
    case 'ResumeBook':
      return { ...status, paused: false };
    case 'CancelBook':
      return { ...status, state: 'cancelled', paused: false };
    case 'MoveBook':
      return { ...status, priority: command.priority };
    case 'RetryBook':
      return { ...status, state: 'converting', failure: null, files: [], missing: [] };
    default:
      return status;
  }
}

/** A page over books that a test moves on by hand, and a cluster that is only told of. */
export async function pageScene(
  books: readonly JobStatus[] = demoBooks(),
  more: Partial<WebOptions> = {},
  settings: Partial<WebSettings> = {},
) {
  const cluster = createMemoryCluster({ clock: systemClock });
  const known = new Map(books.map((status) => [status.job, status]));
  const commands: (readonly [job: string, command: BookCommand])[] = [];
  const told = { events: 0 };
  const happen = async (type: string, job: string, text = type): Promise<void> => {
    told.events += 1;
    await cluster.events.announce({ job, type, text }, `event-${told.events}`, systemClock.now());
  };
  const show = (job: string): JobStatus => {
    const status = known.get(job);
    if (status === undefined) throw noSuchJob(job);
    return status;
  };
  const picture = await readFile(COVER);
  const cover: OpenedFile = {
    ...{ name: 'cover', bytes: picture.length, digest: 'c'.repeat(64), contentType: 'image/png' },
    read: async function* (from, to) {
      yield picture.subarray(from, to);
    },
  };
  const client: Client = {
    ...createClient(cluster, systemClock),
    jobs: async () => [...known.values()].map((status, index) => ({ status, updatedAt: -index, orderedAt: -index })),
    find: async (job) => show(job).job,
    current: async (job) => show(job),
    status: async (job) => known.get(job) ?? null,
    report: async () => ({ leftOut: [{ what: 'Contents', why: 'contents', characters: 68 }], warnings: [] }),
    openCover: async () => cover,
    nodes: async () => demoNodes(),
    queue: async () => demoQueue(),
    deadLetters: async () => demoLetters(),
    command: async (job, command) => {
      commands.push([job, command]);
      const status = answered(show(job), command);
      known.set(job, status);
      await happen(command.type, job);
      return { outcome: 'done', status };
    },
  };
  const shown = () => ({
    settings: [
      { name: 'speech.voice', value: 'hibari-heart', origin: './e2a.toml', isSecret: false },
      { name: 'web.port', value: '7860', origin: 'default', isSecret: false },
      { name: 'E2A_WEB_TOKEN', value: '', origin: '', isSecret: true },
    ],
    watched: ['/srv/incoming'],
    notices: [{ name: 'phone', about: 'ntfy' }],
  });
  const web = await webScene(
    { client, voices: async () => demoVoices(), speak: async () => SOUND, shown, ...more },
    settings,
  );
  return {
    ...web,
    commands,
    happen,
    /** As it is known to the cluster from now on, and an event of it. */
    put: async (status: JobStatus, type = 'chapter-started'): Promise<void> => {
      known.set(status.job, { ...status, turns: { book: (status.turns['book'] ?? 0) + 1 } });
      await happen(type, status.job, `${status.title}: ${type}`);
    },
    of: show,
    forget: (job: string): void => {
      known.delete(job);
    },
  };
}

export type PageScene = Awaited<ReturnType<typeof pageScene>>;

const noSuchJob = (job: string): UserError =>
  new UserError({ code: CODES.noSuchJob, what: `There is no job "${job}".`, fix: 'e2a jobs' }, EXIT.notFound);
