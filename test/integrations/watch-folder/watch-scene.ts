import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { loadSettings } from '../../../src/config/index.js';
import type { OrderWishes } from '../../../src/ordering/index.js';
import type { TakeOrder, WatchOptions } from '../../../src/integrations/watch-folder/options.js';
import { watchFolder, watchWith } from '../../../src/integrations/watch-folder/watch-folder.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { sha256 } from '../../client/book-in-cluster.js';
import { eventually } from '../../support/eventually.js';

const SECOND_MS = 1_000;
const PATIENCE_MS = 20_000;
const POLL_MS = 50;

export interface TakenBook {
  readonly fileName: string;
  readonly wishes: OrderWishes;
}

/** A folder on a disk, a cluster in memory, a clock that each look moves by a second; orders are counted, not read. */
export async function watchScene(flags: Parameters<typeof loadSettings>[0] = {}) {
  const root = await mkdtemp(join(tmpdir(), 'e2a-watch-'));
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const client = createClient(cluster, clock);
  const machine = { env: {}, home: root, platform: 'linux', cwd: root };
  const taken: TakenBook[] = [];
  const lines: string[] = [];
  const log = (facts: object | string, text = ''): void => void lines.push(`${text} ${JSON.stringify(facts)}`);
  const count: TakeOrder = async ({ fileName, bytes }, wishes) => {
    taken.push({ fileName, wishes });
    return { job: `job-${sha256(bytes).slice(0, 8)}`, already: false, afterTurn: null };
  };
  const begin = (folder: string, run: (options: WatchOptions) => Promise<void>, polling = false) => {
    const ending = new AbortController();
    const { signal } = ending;
    const configuration = loadSettings({ engine: 'tone', voice: 'tone', ...flags }, machine).settings;
    const here = { ...machine, signal };
    const done = run({ folder, client, configuration, here, clock, log: { info: log, warn: log }, signal, polling });
    return {
      end: async () => {
        ending.abort();
        await done;
      },
    };
  };
  return {
    ...{ root, clock, cluster, client, taken, lines },
    /** Counts what would be ordered. */
    watch: (folder: string, { polling = false, order = count }: { polling?: boolean; order?: TakeOrder } = {}) =>
      begin(folder, (options) => watchWith(options, order, POLL_MS), polling),
    /** Reads and orders, as the product does. */
    watchForReal: (folder: string) => begin(folder, watchFolder),
    /** Lets seconds pass until something is so. */
    until: <T>(what: string, look: () => Promise<T | null | false> | T | null | false): Promise<T> =>
      eventually(what, PATIENCE_MS, async () => {
        await clock.advance(SECOND_MS);
        return look();
      }),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

export type WatchScene = Awaited<ReturnType<typeof watchScene>>;

/** The note beside a book; null: there is none. */
export async function noteBeside(book: string): Promise<Record<string, unknown> | null> {
  const text = await readFile(`${book}.e2a.json`, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}
