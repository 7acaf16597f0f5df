import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../../src/cluster/embedded/index.js';
import { type ConnectedCluster, connectCluster } from '../../../src/cluster/jetstream/index.js';
import type { WorkItem } from '../../../src/core/index.js';
import { natsServerProgram } from '../../support/nats.js';
import {
  comesTrue,
  isRunning,
  makeFolder,
  type Ready,
  startUser,
  type TestFolder,
  type UserProcess,
} from './user-process.js';

/** The promise of the design: nothing is left 5 s after a kill. */
const GONE_LIMIT_MS = 5_000;
const JOB = 'moby-dick-7f3a';
const ITEM: WorkItem = {
  class: 'media',
  priority: 'p1',
  job: JOB,
  chapter: 'ch-001',
  item: 'join',
  attempt: 1,
  replyTo: { kind: 'chapter', job: JOB, chapter: 'ch-001' },
  task: { type: 'join' },
};

describe('the embedded server', () => {
  let folder: TestFolder;
  let users: UserProcess[];
  let clusters: ConnectedCluster[];

  beforeEach(() => {
    folder = makeFolder();
    users = [];
    clusters = [];
  });
  afterEach(async () => {
    await Promise.all(clusters.map((cluster) => cluster.close()));
    for (const user of users) if (isRunning(user.pid)) user.killGroup();
    await folder.remove();
  });

  const start = (): UserProcess => {
    const user = startUser(folder.path);
    users.push(user);
    return user;
  };
  const connect = async (to: Ready, releaseLeases = false): Promise<ConnectedCluster> => {
    const { servers, user, pass } = to;
    const cluster = await connectCluster({ servers, user, pass, name: 'e2a/test/x', embedded: true, releaseLeases });
    clusters.push(cluster);
    return cluster;
  };
  const pids = (): number[] => [folder.guardian(), folder.server()].map((pid) => pid ?? -1);
  const allGone = (of: readonly number[]) => comesTrue('all ended', GONE_LIMIT_MS, () => !of.some(isRunning));

  it('starts, serves, stops, and leaves no process and no password file', async () => {
    const user = start();
    const cluster = await connect(await user.ready);
    expect(cluster.topology.partitions).toBe(4);
    const running = pids();
    expect(running.every(isRunning)).toBe(true);
    const endpoint = join(folder.path, 'nats', 'endpoint.json');
    expect(statSync(endpoint).mode & 0o077).toBe(0);
    expect(statSync(join(folder.path, 'nats', 'server.conf')).mode & 0o077).toBe(0);
    await user.stop();
    expect(isRunning(running[1] ?? -1)).toBe(false);
    expect(existsSync(endpoint)).toBe(false);
    await allGone(running);
  });

  it('refuses a stranger', async () => {
    const { servers } = await start().ready;
    await expect(connectCluster({ servers, name: 'e2a/test/stranger' })).rejects.toMatchObject({
      failure: { code: 'E2A-4004' },
      exitCode: 4,
    });
  });

  it('is shared by a second user and stays until the last has gone', async () => {
    const [first, second] = [start(), start()];
    const ready = await Promise.all([first.ready, second.ready]);
    expect(ready[0].servers).toBe(ready[1].servers);
    expect(ready.filter((one) => one.exclusive)).toHaveLength(1);
    const running = pids();
    await first.stop();
    expect(running.every(isRunning)).toBe(true);
    await connect(ready[1]);
    await second.stop();
    expect(isRunning(running[1] ?? -1)).toBe(false);
    await allGone(running);
  });

  it('ends after a kill -9 of its user', async () => {
    const user = start();
    await user.ready;
    const running = pids();
    user.kill();
    await allGone(running);
  });

  it("ends after a kill -9 of its user's whole process group", async () => {
    const user = start();
    await user.ready;
    const running = pids();
    user.killGroup();
    await allGone(running);
  });

  it('does not outlive a guardian that was killed, and its user hears of it', async () => {
    const user = start();
    await user.ready;
    const [guardian = -1, server = -1] = pids();
    process.kill(guardian, 'SIGKILL');
    await allGone([server]);
    await user.lost;
    const next = start();
    expect((await next.ready).exclusive).toBe(true);
    await next.stop();
  });

  it('is started again at the same address when it was killed', async () => {
    const user = start();
    const cluster = await connect(await user.ready);
    await cluster.work.offer('media');
    const before = folder.server() ?? -1;
    process.kill(before, 'SIGKILL');
    expect(await cluster.work.enqueue(ITEM, 'after-the-kill')).toBe('queued');
    expect(folder.server()).not.toBe(before);
    const lease = await cluster.work.pull('media', 5_000, new AbortController().signal);
    expect(lease?.item).toEqual(ITEM);
  });

  it('has everything, and frees what the dead had taken, for who starts right after a kill', async () => {
    const dead = start();
    const before = await connect(await dead.ready);
    await before.work.offer('media');
    await before.work.enqueue(ITEM, 'once');
    await before.mail.post({ id: 'm-1', to: ITEM.replyTo, schemaVersion: 1, sentAt: 0, message: { type: 'Go' } });
    const signal = new AbortController().signal;
    expect(await before.work.pull('media', 5_000, signal)).not.toBeNull();
    dead.killGroup();
    const next = await start().ready;
    expect(next.exclusive).toBe(true);
    const after = await connect(next, next.exclusive);
    const lease = await after.work.pull('media', 3_000, signal);
    expect(lease?.item).toEqual(ITEM);
    expect(await after.work.enqueue(ITEM, 'once')).toBe('already');
  });

  it('serves one of many who start at once after a kill of all', async () => {
    const dead = start();
    await dead.ready;
    const left = pids();
    for (const pid of [...left, dead.pid]) process.kill(pid, 'SIGKILL');
    const ready = await Promise.all([start(), start(), start()].map((user) => user.ready));
    expect(new Set(ready.map((one) => one.servers)).size).toBe(1);
    expect(ready.filter((one) => one.exclusive)).toHaveLength(1);
  });

  it('goes its own way past an endpoint file that leads nowhere', async () => {
    const user = start();
    await user.ready;
    const endpoint = join(folder.path, 'nats', 'endpoint.json');
    const stale = readFileSync(endpoint, 'utf8');
    await user.stop();
    writeFileSync(endpoint, stale);
    const next = start();
    expect((await next.ready).exclusive).toBe(true);
    await next.stop();
  });

  it('runs in the process that starts it, too', async () => {
    const said: string[] = [];
    const server = await startEmbedded({
      dataFolder: folder.path,
      cacheFolder: folder.path,
      serverPath: natsServerProgram(),
      say: (sentence) => said.push(sentence),
    });
    const running = pids();
    const cluster = await connect(server);
    expect(cluster.server.version).toMatch(/^2\./);
    expect(said).toEqual([expect.stringContaining('E2A_NATS_SERVER')]);
    await server.stop();
    expect(isRunning(running[1] ?? -1)).toBe(false);
    await allGone(running);
  });

  it('says why it does not start', async () => {
    const broken = join(folder.path, 'store-is-a-file');
    writeFileSync(broken, '');
    await expect(
      startEmbedded({ dataFolder: folder.path, cacheFolder: folder.path, serverPath: broken }),
    ).rejects.toMatchObject({ exitCode: 7, failure: { code: 'E2A-4001' } });
  });
});
