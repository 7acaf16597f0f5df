import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster } from '../../../src/cluster/jetstream/index.js';
import type { Checkpoint } from '../../../src/cluster/ports/index.js';
import { natsServerProgram, startNats, type TestServer } from '../../support/nats.js';
import { itemOf } from '../conformance/index.js';

const CONFIG = fileURLToPath(new URL('../../../config/', import.meta.url));
const PASSWORDS = { ADMIN: 'pa', NODE: 'pn', CLIENT: 'pc', MONITOR: 'pm' };
const JOB = 'roles-0001';
const BOOK = { kind: 'book', job: JOB };
const CHAPTER = { kind: 'chapter', job: JOB, chapter: 'ch-001' };

const roles = (): string =>
  Object.entries(PASSWORDS).reduce(
    (text, [role, password]) => text.replace(`$E2A_${role}_PASSWORD`, password),
    readFileSync(join(CONFIG, 'nats-roles.conf'), 'utf8'),
  );

const checkpoint = (kind: string): Checkpoint => ({
  ...{ summary: {}, kind, schemaVersion: 1, turn: 1, wakeAt: null, updatedAt: 1, state: {}, last: null, recent: [] },
});

describe('the shipped configuration', () => {
  it('is taken by the server', () => {
    const folder = mkdtempSync(join(tmpdir(), 'e2a-conf-'));
    cpSync(CONFIG, folder, { recursive: true });
    const check = ['-t', '-c', join(folder, 'nats-server.conf')];
    const env = { ...process.env, E2A_NATS_PASSWORD: 'secret' };
    expect(() => execFileSync(natsServerProgram(), check, { env, stdio: 'pipe' })).not.toThrow();
    expect(readFileSync(join(folder, 'nats-server.conf'), 'utf8')).toContain('sync_interval: always');
    rmSync(folder, { recursive: true });
  });
});

describe('under strict roles', () => {
  let server: TestServer;
  const open: (ConnectedCluster | NatsConnection)[] = [];
  beforeAll(async () => {
    server = await startNats({ config: roles() });
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    await server.stop();
  });
  const join = async (user: string, pass: string): Promise<ConnectedCluster> => {
    const cluster = await connectCluster({ servers: server.url, name: `e2a/${user}/test`, user, pass, embedded: true });
    open.push(cluster);
    return cluster;
  };
  const plain = async (user: string, pass: string): Promise<NatsConnection> => {
    const nc = await connect({ servers: server.url, user, pass, inboxPrefix: `_INBOX_${user}` });
    open.push(nc);
    return nc;
  };

  it('a node cannot make the cluster and says so; an admin can', async () => {
    await expect(join('node', PASSWORDS.NODE)).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4004', fix: expect.stringContaining('e2a node --role book') },
    });
    expect((await join('admin', PASSWORDS.ADMIN)).topology.created.length).toBeGreaterThan(10);
  });

  it('a node can do all its work', async () => {
    const node = await join('node', PASSWORDS.NODE);
    const signal = new AbortController().signal;
    await node.work.offer('media');
    await node.work.enqueue(itemOf({ class: 'media', job: JOB }), 'r-1');
    await (await node.work.pull('media', 2_000, signal))?.ack();
    await node.work.withdraw(JOB);
    expect((await node.work.present(JOB)).size).toBe(0);
    for (const to of [BOOK, CHAPTER]) {
      await node.mail.post({ id: `r-${to.kind}`, to, schemaVersion: 1, sentAt: 0, message: { type: 'Go' } });
      const takes = [0, 1, 2, 3].map((partition) => node.mail.take(to.kind, partition, 500, signal));
      const [mail] = (await Promise.all(takes)).filter((one) => one !== null);
      await mail?.ack();
      expect(mail).toBeDefined();
      expect(await node.checkpoints.save(to, checkpoint(to.kind), null)).toMatchObject({ saved: true });
      expect(await node.checkpoints.list(to.kind, JOB)).toHaveLength(1);
      await node.checkpoints.remove(to);
    }
    for (const store of [node.books, node.audio]) {
      await store.put('a', new Uint8Array(10), 'x');
      await store.put('a', new Uint8Array(20), 'x');
      for await (const chunk of (await store.get('a')) ?? []) expect(chunk).toHaveLength(20);
      expect(await store.list('')).toHaveLength(1);
    }
    await node.clips.put('k', new Uint8Array(10), { digest: 'd', samples: 1, utterances: [1] });
    expect((await node.clips.get('k'))?.samples).toBe(1);
    const letter = { job: JOB, chapter: 'ch-001', item: '1', reason: 'x', detail: {}, at: 1 };
    await node.deadLetters.record({ origin: 'work', ...letter }, 'r-dead');
    await node.control.set(JOB, 'pause');
    expect(await node.leases.acquire('reconciler', 'n', 1_000, 1)).toBe(true);
    const record = { node: 'n', roles: [], slots: 1, profiles: [], startedAt: Date.now(), seenAt: Date.now() };
    await node.nodes.report(record);
    await node.events.announce({ job: JOB, type: 'x', text: 'x' }, 'r-event', 1);
    expect(await node.nodes.list()).toHaveLength(1);
  });

  it('a client can hand in, look, follow and fetch, and no more', async () => {
    const client = await join('client', PASSWORDS.CLIENT);
    await client.books.put('order', new Uint8Array(10), 'x');
    await client.mail.post({ id: 'r-c', to: BOOK, schemaVersion: 1, sentAt: 0, message: { type: 'Submit' } });
    expect(await client.checkpoints.load(BOOK)).toBeNull();
    expect(client.control.current(JOB)).toBe('pause');
    expect(await client.nodes.list()).toHaveLength(1);
    expect(await client.deadLetters.list()).toHaveLength(1);
    for await (const chunk of (await client.audio.get('a')) ?? []) expect(chunk).toHaveLength(20);
    const forbidden = { failure: { code: 'E2A-4004' } };
    await expect(client.work.enqueue(itemOf({ class: 'media', job: JOB }), 'r-x')).rejects.toMatchObject(forbidden);
    await expect(client.audio.put('a', new Uint8Array(1), 'x')).rejects.toMatchObject(forbidden);
    await expect(client.checkpoints.save(BOOK, checkpoint('book'), null)).rejects.toMatchObject(forbidden);
    await expect(client.control.set(JOB, 'cancel')).rejects.toMatchObject(forbidden);
  });

  it('a monitor sees all and changes nothing', async () => {
    const nc = await plain('monitor', PASSWORDS.MONITOR);
    const jsm = await jetstreamManager(nc);
    expect((await jsm.streams.list().next()).length).toBeGreaterThan(10);
    expect((await jsm.consumers.list('E2A_MAIL').next()).length).toBe(8);
    expect((await jsm.streams.getMessage('KV_e2a_control', { last_by_subj: `$KV.e2a_control.${JOB}` }))?.string()).toBe(
      'pause',
    );
    await expect(jsm.streams.purge('E2A_WORK')).rejects.toThrow(/permission/i);
    await expect(jsm.streams.delete('E2A_DEAD')).rejects.toThrow(/permission/i);
    await expect(nc.request(`$KV.e2a_control.${JOB}`, 'cancel')).rejects.toThrow(/permission/i);
    await expect(nc.request('e2a.mail.book.0.x', '{}')).rejects.toThrow(/permission/i);
  });

  it('no role hears the answers of another', async () => {
    const nc = await plain('client', PASSWORDS.CLIENT);
    const heard = new Promise<Error | null>((resolve) => {
      nc.subscribe('_INBOX_node.>', { callback: (error) => resolve(error) });
    });
    expect(String(await heard)).toMatch(/permission/i);
  });
});
