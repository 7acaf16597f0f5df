import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedCluster, connectCluster } from '../../../src/cluster/jetstream/index.js';
import { natsServerProgram, type TestServer } from '../../support/nats.js';
import { loginOf, plainClient, ROLES, type Role, startShippedNats } from '../../support/role-logins.js';
import { makeTinyBook } from '../../support/tiny-book.js';
import { ALLOWED, FORBIDDEN, type Hands, JOB } from './role-table.js';

const CONFIG = fileURLToPath(new URL('../../../config/', import.meta.url));
const TABLE_LENGTH = 40;
const BOOK_MS = 120_000;

describe('the shipped configuration', () => {
  const words = Object.fromEntries(ROLES.map((role) => [`E2A_${role.toUpperCase()}_PASSWORD`, 'secret']));
  it.each(['nats-server.conf', 'nats-cluster.conf'])('%s is taken by the server', (file) => {
    const env = { ...process.env, ...words, E2A_SERVER_NAME: 'nats-1' };
    const check = ['-t', '-c', `${CONFIG}${file}`];
    expect(() => execFileSync(natsServerProgram(), check, { env, stdio: 'pipe' })).not.toThrow();
  });
});

describe('under the roles we ship', () => {
  let server: TestServer;
  let admin: Hands;
  const open: (ConnectedCluster | NatsConnection)[] = [];
  const hands = new Map<Role, Hands>();

  const join = async (role: Role): Promise<ConnectedCluster> => {
    const cluster = await connectCluster({
      servers: server.url,
      name: `e2a/${role}/test`,
      ...loginOf(role),
      embedded: true,
    });
    open.push(cluster);
    return cluster;
  };

  beforeAll(async () => {
    server = await startShippedNats();
    for (const role of ROLES) {
      const nc = await plainClient(server, role);
      open.push(nc);
      hands.set(role, { nc, js: jetstream(nc), jsm: await jetstreamManager(nc, { checkAPI: false }) });
    }
    admin = handsOf('admin');
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    await server.stop();
  });

  function handsOf(role: Role): Hands {
    const found = hands.get(role);
    if (found === undefined) throw new Error(`nobody is ${role}`);
    return found;
  }

  /** All that is stored and how, as the admin sees it. */
  const everything = async (): Promise<unknown> => {
    const streams = await admin.jsm.streams.list().next();
    const facts = streams.map(async ({ config, state }) => ({
      config,
      messages: state.messages,
      last: state.last_seq,
      consumers: (await admin.jsm.consumers.list(config.name).next()).map(
        ({ name, paused, num_ack_pending, ack_floor }) => ({
          ...{ name, paused: paused === true, num_ack_pending, floor: ack_floor.stream_seq },
        }),
      ),
    }));
    return await Promise.all(facts);
  };

  it('a node cannot make the cluster and says who can', async () => {
    await expect(join('node')).rejects.toMatchObject({
      exitCode: 4,
      failure: { code: 'E2A-4004', fix: expect.stringMatching(/admin.*e2a cluster init/) },
    });
    expect((await admin.jsm.streams.names().next()).length).toBe(0);
  });

  it('an admin can, and then a node and a client only check', async () => {
    expect((await join('admin')).topology.created.length).toBeGreaterThan(10);
    for (const role of ['node', 'client'] as const) {
      expect((await join(role)).topology).toMatchObject({ created: [], drift: [], partitions: 4 });
    }
  });

  it('a whole book is made by a node for a client', { timeout: BOOK_MS }, async () => {
    const [node, client] = [await join('node'), await join('client')];
    const status = await makeTinyBook(node, client);
    expect(status).toMatchObject({ state: 'completed', percent: 100, missing: [] });
    const [file] = status.files;
    let bytes = 0;
    for await (const chunk of (await client.audio.get(file?.object ?? '')) ?? []) bytes += chunk.length;
    expect(bytes).toBe(file?.bytes);
  });

  describe('action by action', () => {
    beforeAll(async () => {
      const { js, jsm } = admin;
      const one = [
        ...[`$KV.e2a_jobs.${JOB}`, `$KV.e2a_chapters.${JOB}.ch-001`, 'e2aclip.one', '$O.e2a_audio.C.one'],
        '$O.e2a_voices.C.one',
        ...[`e2a.dead.work.${JOB}.ch-001.0001`, `e2a.event.${JOB}.x`, `e2a.work.media.p1.${JOB}.ch-009.0009.9`],
      ];
      for (const subject of one) await js.publish(subject, '{}');
      expect((await jsm.streams.info('E2A_DEAD')).state.first_seq).toBe(1);
    });

    it('the table is long enough to be worth its name', () => {
      expect(ALLOWED.length + FORBIDDEN.length).toBeGreaterThanOrEqual(TABLE_LENGTH);
    });

    it.each(FORBIDDEN.map((row) => [row.role, row.what, row.act] as const))(
      '%s may not %s',
      async (role, _what, act) => {
        const before = await everything();
        await expect(act(handsOf(role))).rejects.toThrow(/permission|no responders|not authorized/i);
        expect(await everything()).toEqual(before);
      },
    );

    it.each(ALLOWED.map((row) => [row.role, row.what, row.act] as const))('%s may %s', async (role, _what, act) => {
      await act(handsOf(role));
    });

    it('a monitor who aims stored messages at our subjects moves nothing', async () => {
      const node = await join('node');
      const { jsm } = handsOf('monitor');
      await admin.js.publish('$KV.e2a_jobs.victim', 'cancel');
      const before = (await admin.jsm.streams.info('E2A_MAIL')).state.last_seq;
      const aims = [
        '$KV.e2a_control.victim',
        '$KV.e2a_control.node.tiny',
        'e2a.mail.book.0.victim',
        'e2a.event.victim.x',
      ];
      const bait = new Promise<string>((resolve) => {
        admin.nc.subscribe('e2a.event.victim.x', { callback: (_error, message) => resolve(message.subject) });
      });
      await admin.nc.flush();
      for (const [i, deliver_subject] of aims.entries()) {
        const name = `aimed-${i}`;
        // Inherent: looking at a bucket with the nats command takes this right.
        await jsm.consumers.add('KV_e2a_jobs', { name, deliver_subject, ack_policy: 'none' });
      }
      const heard: string[] = [];
      const following = (async () => {
        for await (const event of node.events.follow('victim', AbortSignal.timeout(1_000))) heard.push(event.type);
      })();
      // Whoever subscribes to the exact name is reached; the message keeps the name it was stored under.
      expect(await bait).toMatch(/^\$KV\.e2a_jobs\./);
      // What was delivered to us has been heard when the answer to a later request is there.
      await node.nodes.list();
      expect(node.control.current('victim')).toBe('run');
      expect(node.control.nodeOrder('tiny')).toBe('work');
      expect((await admin.jsm.streams.info('E2A_MAIL')).state.last_seq).toBe(before);
      await following;
      expect(heard).toEqual([]);
      for (const i of aims.keys()) await jsm.consumers.delete('KV_e2a_jobs', `aimed-${i}`);
    });
  });
});
