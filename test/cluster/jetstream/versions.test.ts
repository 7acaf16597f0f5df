import type { JetStreamManager } from '@nats-io/jetstream';
import { describe, expect, it } from 'vitest';
import { OutageError } from '../../../src/core/index.js';
import { OLDEST_SERVER, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { DEFAULT_KINDS, LEASE_TIMES, mailConsumer, topologyOf } from '../../../src/cluster/jetstream/topology.js';
import { itemOf, pullOne, queued } from '../conformance/index.js';
import { natsServerPrograms, startNats, type TestServer } from '../../support/nats.js';
import { makeTinyBook } from '../../support/tiny-book.js';
import { makeLab } from './use-cluster.js';

/** What each line lacks of what e2a knows to ask for. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  '2.10': ['2.11', '2.11', '2.11', '2.11', '2.12', '2.12'],
  '2.12': [],
  '2.15': [],
};
const BOOK_MS = 120_000;
const PARTITIONS = 4;
const KILLS = 3;
const ITEMS = 300;
const WORKERS = 8;

const programs = natsServerPrograms();
const ofLine = (line: string): string | undefined =>
  programs.findLast(({ version }) => version.startsWith(`${line}.`))?.program;
for (const line of Object.keys(LINES)) {
  if (ofLine(line) === undefined) {
    process.stderr.write(`SKIPPED: no nats-server ${line} here (npm test fetches or builds one where it can).\n`);
  }
}

describe.each(Object.entries(LINES))('nats-server %s', (line, lacks) => {
  const program = ofLine(line) ?? '';

  it.runIf(program !== '')('keeps every setting that we ask for, and says by itself what it lacks', async () => {
    const { lab, close } = await makeLab({ program });
    const { server, topology } = lab.cluster;
    expect(server.version.startsWith(`${line}.`)).toBe(true);
    expect(server.missing.map(({ since }) => since)).toEqual(lacks);
    expect((await lab.join()).topology).toMatchObject({ created: [], drift: [], partitions: topology.partitions });
    expect(await droppedSettings(lab.jsm)).toEqual([]);
    await close();
  });

  it.runIf(program !== '')('makes a book', { timeout: BOOK_MS }, async () => {
    const { lab, close } = await makeLab({ program, syncAlways: true }, { kinds: DEFAULT_KINDS });
    const status = await makeTinyBook(lab.cluster, await lab.join());
    expect(status).toMatchObject({ state: 'completed', percent: 100, missing: [] });
    await close();
  });

  it.runIf(program !== '')('gives out no finished work again, however often it is killed', async () => {
    const { lab, close } = await makeLab({ program });
    const { cluster, server } = lab;
    await cluster.work.offer('media');
    const item = (n: number) => itemOf({ class: 'media', job: 'zombie-0001', item: String(n).padStart(4, '0') });
    for (let n = 0; n < ITEMS; n++) await cluster.work.enqueue(item(n), `z-${n}`);
    const finished = new Set<string>();
    const work = async (): Promise<void> => {
      while (finished.size < ITEMS) {
        const lease = await pullOrGoOn(cluster);
        if (lease === null) continue;
        if (await isTaken(lease)) finished.add(lease.item.item);
      }
    };
    const working = Promise.all(Array.from({ length: WORKERS }, work));
    await killUnderLoad(server, finished);
    await working;
    expect(await queued(cluster)).toBe(0);
    // What 2.9 had kept came back at this moment.
    await lab.jsm.consumers.delete('E2A_WORK', 'media-p1');
    await (await lab.join()).work.offer('media');
    await cluster.work.enqueue(item(ITEMS), 'the next one');
    expect((await pullOne(cluster, 'media')).item.item).toBe(String(ITEMS).padStart(4, '0'));
    await close();
  });
});

describe('the oldest server', () => {
  const tooOld = programs.filter(({ version }) => version.startsWith('2.9.'));
  if (tooOld.length === 0) {
    process.stderr.write('SKIPPED: no nats-server 2.9 here (E2A_NATS_SERVERS names more); a stand-in was refused.\n');
  }

  it('is one of those tested here', () => {
    expect(Object.keys(LINES)).toContain(OLDEST_SERVER.split('.').slice(0, 2).join('.'));
  });

  it.runIf(tooOld.length > 0)('is not 2.9: it is refused with the reason', async () => {
    const server = await startNats({ program: tooOld[0]?.program ?? '' });
    await expect(connectCluster({ servers: server.url, name: 'e2a/test/old' })).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4002', why: expect.stringContaining('finished work again') },
    });
    await server.stop();
  });
});

type Lease = Awaited<ReturnType<typeof pullOne>>;

/** Short, so that a worker sees soon that others have finished everything. */
const PULL_MS = 200;
const pullOrGoOn = (cluster: { readonly work: Parameters<typeof pullOne>[0]['work'] }): Promise<Lease | null> =>
  cluster.work.pull('media', PULL_MS, new AbortController().signal);

/** A server killed before it had stored what it gave out answers no ack of it, and gives it out again. */
async function isTaken(lease: Lease): Promise<boolean> {
  try {
    await lease.ack();
    return true;
  } catch (error) {
    if (error instanceof OutageError) return false;
    throw error;
  }
}

/** Each time when another part of the work has been done. */
async function killUnderLoad(server: TestServer, finished: ReadonlySet<string>): Promise<void> {
  for (let kill = 1; kill <= KILLS; kill++) {
    while (finished.size < (kill * ITEMS) / (KILLS + 1)) await new Promise((resolve) => setTimeout(resolve, 1));
    await server.kill();
    await server.start();
  }
}

/** A server that does not know a setting leaves it out of its answer. @returns what differs, in words */
async function droppedSettings(jsm: JetStreamManager): Promise<string[]> {
  const plan = topologyOf({ kinds: DEFAULT_KINDS, partitions: PARTITIONS, replicas: 1 });
  const streams = plan.map(async ({ config: wanted }) => {
    const { config } = await jsm.streams.info(wanted.name);
    return differences(wanted.name, { ...wanted, metadata: undefined }, { ...config }).concat(
      differences(`${wanted.name} metadata`, { ...wanted.metadata }, { ...config.metadata }),
    );
  });
  const wanted = mailConsumer('book', 0, LEASE_TIMES);
  const { config } = await jsm.consumers.info('E2A_MAIL', 'book-00');
  const consumer = differences('book-00', { ...wanted, metadata: undefined }, { ...config });
  return [...(await Promise.all(streams)).flat(), ...consumer];
}

function differences(name: string, wanted: Record<string, unknown>, found: Record<string, unknown>): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const isOff = value === undefined || value === 0 || value === false;
    if (isOff || JSON.stringify(found[key]) === JSON.stringify(value)) return [];
    return [`${name}: ${key} is ${JSON.stringify(found[key])}, not ${JSON.stringify(value)}`];
  });
}
