import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConnectedCluster, type ConnectOptions, connectCluster } from '../../src/cluster/jetstream/index.js';
import { type LoopDisk, tryLoopDisk } from '../support/loop-disk.js';
import { startNats, type TestServer } from '../support/nats.js';
import { seededRandom } from '../support/random.js';
import { loginOf, startShippedNats } from '../support/role-logins.js';
import { keepLedger } from './ledger.js';

const MINUTES = Number(process.env['E2A_CHAOS_MINUTES'] ?? 0);
const SEED = Number(process.env['E2A_CHAOS_SEED'] ?? Date.now() % 1_000_000);
const MS_PER_MINUTE = 60_000;
/** Power is cut after a time between these. */
const CUT_MS = { least: 1_500, most: 4_000 };
/** Answers that had left the server before it stood still have arrived by then. */
const ARRIVED_MS = 200;
/** What is under way at the end gives up after this time. */
const PATIENCE_MS = 5_000;
const LIMIT_MS = 120_000 + MINUTES * MS_PER_MINUTE;

const trial = tryLoopDisk();
trial?.remove();
if (trial === null) {
  process.stderr.write(
    'SKIPPED: no disk image can be mounted here (root and loop devices are needed): no power cut.\n',
  );
}

describe.runIf(trial !== null)(`a power cut (E2A_CHAOS_SEED=${SEED})`, { timeout: LIMIT_MS }, () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const diskOfItsOwn = (): LoopDisk => {
    const disk = tryLoopDisk();
    if (disk === null) throw new Error('the second disk could not be mounted');
    closing.push(() => disk.remove());
    return disk;
  };
  const serve = async (server: TestServer): Promise<TestServer> => {
    closing.push(() => server.stop());
    return server;
  };
  const enter = async (server: TestServer, more: Partial<ConnectOptions> = {}): Promise<ConnectedCluster> => {
    const cluster = await connectCluster({
      servers: server.url,
      name: 'e2a/test/power',
      patienceMs: PATIENCE_MS,
      ...more,
    });
    closing.push(() => cluster.close());
    return cluster;
  };

  const plain = async (server: TestServer): Promise<NatsConnection> => {
    const nc = await connect({ servers: server.url });
    closing.push(() => nc.close());
    return nc;
  };

  /** The server stands still, and what the disk holds then is all that is left. */
  async function cutPower(server: TestServer, disk: LoopDisk, whileStill: () => void): Promise<void> {
    process.kill(server.pid, 'SIGSTOP');
    await wait(ARRIVED_MS);
    disk.photograph();
    whileStill();
    await server.kill();
    disk.becomePhotograph();
    await server.start();
  }

  it('loses nothing that was acknowledged, on the configuration we ship', async () => {
    const random = seededRandom(SEED);
    const until = Date.now() + MINUTES * MS_PER_MINUTE;
    for (let cuts = 1; cuts === 1 || Date.now() < until; cuts++) {
      const disk = diskOfItsOwn();
      const server = await serve(await startShippedNats({ storeFolder: join(disk.folder, 'js') }));
      await enter(server, { ...loginOf('admin'), embedded: true });
      const ledger = await keepLedger(await enter(server, loginOf('node')));
      await wait(CUT_MS.least + random() * (CUT_MS.most - CUT_MS.least));
      const told = { written: ledger.written() };
      await cutPower(server, disk, () => {
        told.written = ledger.written();
      });
      await ledger.stop();
      const counts = [...told.written].map(([lane, count]) => `${count} ${lane}`).join(', ');
      process.stdout.write(`power cut ${cuts}: acknowledged were ${counts}\n`);
      expect(Math.min(...told.written.values())).toBeGreaterThan(1);
      expect(await ledger.missing(told.written)).toEqual([]);
      for (const close of closing.splice(0).toReversed()) await close();
    }
  });

  it('loses it where the server writes when it likes: this test can fail', async () => {
    const disk = diskOfItsOwn();
    const server = await serve(await startNats({ storeFolder: join(disk.folder, 'js'), syncAlways: false }));
    const ledger = await keepLedger(await enter(server, { embedded: true }));
    await wait(CUT_MS.least);
    const told = { written: ledger.written() };
    await cutPower(server, disk, () => {
      told.written = ledger.written();
    });
    // Streams and all: so it is counted from outside.
    const streams = await (await jetstreamManager(await plain(server))).streams.list().next();
    const mail = streams.find(({ config }) => config.name === 'E2A_MAIL')?.state.messages ?? 0;
    const acknowledged = told.written.get('mail') ?? 0;
    process.stdout.write(`power cut without sync_interval: ${mail} of ${acknowledged} letters are left\n`);
    expect(mail).toBeLessThan(acknowledged);
    await ledger.stop();
  });
});
