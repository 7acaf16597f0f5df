import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as embedded from '../../../src/cluster/embedded/find-server.js';
import { connectCluster, isOlder, OLDEST_SERVER } from '../../../src/cluster/jetstream/index.js';
import type { LifecycleEvent } from '../../../src/cluster/ports/index.js';
import { queued } from '../conformance/index.js';
import { startNats, type TestServer, type TestServerOptions } from '../../support/nats.js';

/** A command answers within 3 s that nobody is there. */
const ANSWER_LIMIT_MS = 3_000;
/** Nothing answers there: reserved for documentation (RFC 5737). */
const NOWHERE = 'nats://192.0.2.1:4222';
const ACCOUNTS = `accounts {
  PLAIN { users: [ { user: plain, password: p1 } ] }
  E2A { jetstream: enabled, users: [ { user: e2a, password: "geheim" } ] }
}`;

describe('connecting', () => {
  const servers: TestServer[] = [];
  const stubs: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    for (const stub of stubs.splice(0)) stub.close();
  });

  const serve = async (options: TestServerOptions = {}): Promise<TestServer> => {
    const server = await startNats(options);
    servers.push(server);
    return server;
  };
  const name = 'e2a/test/connect';

  /** Says it is a server of that version, and nothing else. */
  const pretend = async (version: string): Promise<string> => {
    const info = {
      server_id: 'x',
      server_name: 'x',
      version,
      proto: 1,
      headers: true,
      max_payload: 1_048_576,
      jetstream: true,
    };
    const stub = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(`INFO ${JSON.stringify(info)} \r\n`);
      socket.on('data', (bytes) => bytes.toString().includes('PING') && socket.write('PONG\r\n'));
    });
    stubs.push(stub);
    await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
    const address = stub.address();
    return `nats://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  };

  it.each([
    ['refuses', 'nats://127.0.0.1:9'],
    ['is silent', NOWHERE],
  ])('says within 3 s that a place %s, and what to do', async (_, place) => {
    const start = performance.now();
    const failing = connectCluster({ servers: place, name });
    await expect(failing).rejects.toMatchObject({ exitCode: 4, failure: { code: 'E2A-4003' } });
    await expect(failing).rejects.toMatchObject({
      failure: { fix: expect.stringMatching(/e2a convert.*compose.*E2A_NATS_URL/) },
    });
    expect(performance.now() - start).toBeLessThan(ANSWER_LIMIT_MS);
  });

  it('knows what is no address at all', async () => {
    await expect(connectCluster({ servers: 'http://foo bar', name })).rejects.toMatchObject({
      exitCode: 2,
      failure: { what: expect.stringContaining('http://foo bar') },
    });
  });

  it('waits for a server that is still starting when asked to', async () => {
    const server = await serve();
    await server.kill();
    const connecting = connectCluster({ servers: server.url, name, waitMs: 10_000 });
    await server.start();
    await (await connecting).close();
  });

  it('takes user and password, in the address, too', async () => {
    const server = await serve({ config: ACCOUNTS });
    await (await connectCluster({ servers: server.url, name, user: 'e2a', pass: 'geheim' })).close();
    const url = `nats://e2a:geheim@127.0.0.1:${server.port}`;
    const cluster = await connectCluster({ servers: url, name });
    expect(cluster.server.url).toBe(`127.0.0.1:${server.port}`);
    await cluster.close();
  });

  it('has a sentence for a wrong password, without the password in it', async () => {
    const server = await serve({ config: ACCOUNTS });
    const url = `nats://e2a:falsch@127.0.0.1:${server.port}`;
    const error: unknown = await connectCluster({ servers: url, name }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 4, failure: { code: 'E2A-4004', what: expect.stringContaining('login') } });
    expect(JSON.stringify(error)).not.toContain('falsch');
  });

  it('has a sentence for a server without JetStream', async () => {
    const server = await serve({ jetStream: false });
    await expect(connectCluster({ servers: server.url, name })).rejects.toMatchObject({
      exitCode: 4,
      failure: { what: expect.stringContaining('JetStream is off') },
    });
  });

  it('has a sentence for a login without JetStream', async () => {
    const server = await serve({ config: ACCOUNTS });
    const failing = connectCluster({ servers: server.url, name, user: 'plain', pass: 'p1' });
    await expect(failing).rejects.toMatchObject({
      exitCode: 4,
      failure: { what: expect.stringContaining('JetStream is off'), why: expect.stringContaining('account') },
    });
  });

  it.each(['2.9.10', '2.10.26', '1.4.1'])('refuses version %s with the reason', async (version) => {
    await expect(connectCluster({ servers: await pretend(version), name })).rejects.toMatchObject({
      exitCode: 4,
      failure: {
        code: 'E2A-4002',
        what: expect.stringContaining(version),
        why: expect.stringContaining('finished work again'),
      },
    });
  });

  it('knows old from new, the same here and where the program is looked for', () => {
    expect(OLDEST_SERVER).toBe(embedded.OLDEST_SERVER);
    expect(isOlder('2.10.27', OLDEST_SERVER)).toBe(false);
    expect(isOlder('2.10.26', OLDEST_SERVER)).toBe(true);
    expect(isOlder('2.9.30', OLDEST_SERVER)).toBe(true);
    expect(isOlder('2.11.0-RC.1', OLDEST_SERVER)).toBe(false);
    expect(isOlder('3.0', OLDEST_SERVER)).toBe(false);
  });

  it('tells of a lost connection and of its return', async () => {
    const server = await serve();
    const events: LifecycleEvent[] = [];
    const told = new Set<string>();
    const waits = new Map<string, () => void>();
    const cluster = await connectCluster({
      servers: server.url,
      name,
      telemetry: {
        emit: (event) => {
          events.push(event);
          if (event.type !== 'connection') return;
          told.add(event.state);
          waits.get(event.state)?.();
        },
      },
    });
    const until = (state: string) =>
      told.has(state) ? Promise.resolve() : new Promise<void>((resolve) => waits.set(state, resolve));
    await server.kill();
    await until('lost');
    await server.start();
    await until('back');
    expect(await queued(cluster)).toBe(0);
    await cluster.close();
  });
});
