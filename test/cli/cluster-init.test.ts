import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { natsServerPrograms, startNats, type TestServer } from '../support/nats.js';
import { loginOf, type Role, startShippedNats } from '../support/role-logins.js';
import { fakeProcess } from './fake-terminal.js';

describe('e2a cluster init', () => {
  let home = '';
  let server: TestServer;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-init-'));
    server = await startShippedNats();
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  const run = async (argv: readonly string[], env: Record<string, string>) => {
    const { surroundings, out, words } = fakeProcess(argv, home, env);
    const code = await runCli(surroundings);
    return { code, out: out.written(), words: words.written() };
  };
  const as = (role: Role, ...argv: string[]) => {
    const { user, pass } = loginOf(role);
    return run(argv, { E2A_NATS_URL: server.url, E2A_NATS_USER: user, E2A_NATS_PASSWORD: pass });
  };

  it('is refused to a node, which is told who may', async () => {
    const { code, out, words } = await as('node', 'cluster', 'init');
    expect([code, out]).toEqual([4, '']);
    expect(words).toMatch(/no whole e2a cluster[\s\S]*admin[\s\S]*e2a cluster init/);
  });

  it('makes everything for an admin, and tells what it is', async () => {
    const { code, out } = await as('admin', 'cluster', 'init');
    expect(code).toBe(0);
    expect(out).toMatch(/1 copy of everything: the server stands alone/);
    expect(out).toMatch(/E2A_WORK +made +[\d.]+ \wB +1 +e2a work queue/);
    expect(out).toMatch(/Made: 15 streams and buckets, 32 mailboxes\./);
  });

  it('finds everything the next time, and says the same to programs', async () => {
    expect((await as('admin', 'cluster', 'init')).out).toContain('Everything was there already.');
    const { out } = await as('admin', 'cluster', 'init', '--json');
    expect(JSON.parse(out)).toMatchObject({ v: 1, replicas: 1, partitions: 16, created: [], drift: [] });
  });

  it('adds what a cluster of an older e2a has not got; until then a node says whom to ask', async () => {
    const { user, pass } = loginOf('admin');
    const nc = await connect({ servers: server.url, user, pass, inboxPrefix: '_INBOX_admin' });
    await (await jetstreamManager(nc)).streams.delete('OBJ_e2a_voices');
    await nc.close();
    const node = await as('node', 'node', '--engine', 'tone');
    expect([node.code, node.words]).toEqual([4, expect.stringMatching(/e2a_voices[\s\S]*e2a cluster init/)]);
    expect((await as('admin', 'cluster', 'init')).out).toMatch(/Made: 1 stream/);
  });

  it('cannot be asked for more copies than there are servers', async () => {
    const { code, words } = await run(['cluster', 'init', '--replicas', '6'], {});
    expect([code, words.includes('from 1 to 5')]).toEqual([2, true]);
  });
});

describe('e2a doctor on a cluster', () => {
  it.each(natsServerPrograms())('of nats-server $version names what it lacks', async ({ version, program }) => {
    const home = await mkdtemp(join(tmpdir(), 'e2a-doctor-'));
    const server = await startNats({ program });
    const env = { E2A_NATS_URL: server.url, E2A_ENGINE: 'tone', E2A_DATA: join(home, 'data') };
    const run = async (...argv: string[]): Promise<string> => {
      const { surroundings, out } = fakeProcess(argv, home, env);
      await runCli(surroundings);
      return out.written();
    };
    await run('cluster', 'init');
    const seen = await run('doctor');
    expect(seen).toContain(`${version} at 127.0.0.1:${server.port}, 1 copy, 0 nodes`);
    expect(seen.includes('lacks an age per key (TTL), which came with 2.11')).toBe(version.startsWith('2.10.'));
    await server.stop();
    await rm(home, { recursive: true });
  });
});
