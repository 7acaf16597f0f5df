import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandEnd, e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import type { TestServer } from '../support/nats.js';
import { loginOf, ROLES, type Role, startShippedNats } from '../support/role-logins.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 180_000;
const NODE = 'attic';

/** People with their own passwords, and nothing but the commands. */
describe('on the configuration we ship', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let folder = '';
  let node: RunningCommand | null = null;
  let job = '';

  const envOf = (role: Role): Record<string, string> => {
    const { user, pass } = loginOf(role);
    return { E2A_NATS_URL: server.url, E2A_NATS_USER: user, E2A_NATS_PASSWORD: pass };
  };
  const as = (role: Role, ...args: string[]): Promise<CommandEnd> => e2a(args, envOf(role));
  const good = async (role: Role, ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await as(role, ...args);
    expect([code, stderr], `${role}: ${args.join(' ')}`).toEqual([0, expect.not.stringContaining('E2A-')]);
    return stdout;
  };
  const refused = async (role: Role, ...args: string[]): Promise<void> => {
    const { code, stderr } = await as(role, ...args);
    expect([code, stderr], `${role}: ${args.join(' ')}`).toEqual([4, expect.stringContaining('E2A-4004')]);
  };
  const state = async (): Promise<string> =>
    (JSON.parse(await good('client', 'show', job, '--json')) as { state: string }).state;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-roles-'));
    server = await startShippedNats();
  });
  afterAll(async () => {
    node?.kill('SIGKILL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('only an admin makes the cluster', async () => {
    for (const role of ['client', 'node'] as const) await refused(role, 'cluster', 'init');
    expect(await good('admin', 'cluster', 'init')).toContain('Made: 15 streams');
  });

  it('a node works, and a client gets a book out of it', async () => {
    node = startE2a(['node', '--slots', '1', '--engine', 'tone'], {
      ...envOf('node'),
      E2A_NODE: NODE,
      XDG_CACHE_HOME: join(folder, 'cache'),
    });
    await node.waitForWords('Ctrl+C to leave');
    const book = join(folder, 'night.epub');
    await writeFile(book, await writeNovel({ title: 'The Night Shift', chapters: 2, paragraphs: 3 }));
    const submitted = JSON.parse(await good('client', 'submit', book, '--engine', 'tone', '--json')) as { job: string };
    job = submitted.job;
    await eventually('the book', TEST_MS, async () => (await state()) === 'completed');
    const file = join(folder, 'night.m4b');
    await good('client', 'get', job, '--output', file);
    expect((await stat(file)).size).toBeGreaterThan(10_000);
    expect(node.words()).not.toMatch(/permission|not allowed|E2A-\d/i);
  });

  it('everybody may look', async () => {
    for (const role of ROLES) {
      expect(await good(role, 'jobs')).toContain(job);
      expect(await good(role, 'cluster')).toContain(NODE);
      for (const look of [['queue'], ['dlq', 'ls'], ['doctor', '--engine', 'tone'], ['cluster', 'limit']])
        await good(role, ...look);
    }
  });

  it('a server that died and is back serves everybody without an admin', async () => {
    await server.kill();
    await server.start();
    await eventually('the node', TEST_MS, async () => (await as('client', 'cluster')).stdout.includes(NODE));
    for (const role of ROLES) expect(await good(role, 'jobs')).toContain(job);
  });

  it('an admin gives orders to nodes, others do not', async () => {
    await refused('client', 'cluster', 'cordon', NODE);
    await refused('node', 'cluster', 'cordon', NODE);
    await good('admin', 'cluster', 'cordon', NODE);
    await eventually('the order', TEST_MS, async () => /cordoned/.test(await good('client', 'cluster')));
    await good('admin', 'cluster', 'uncordon', NODE);
    await refused('client', 'cluster', 'limit', 'piper', '--per-minute', '60');
    await good('admin', 'cluster', 'limit', 'piper', '--per-minute', '60');
  });

  it('an admin cleans, others do not', async () => {
    await refused('client', 'clean', '--clips', '--keep', '0');
    await good('admin', 'clean', '--clips', '--keep', '0');
  });

  it('a client removes its job, with all that was kept of it', async () => {
    await good('client', 'remove', job);
    await eventually('the end of it', TEST_MS, async () => !(await good('client', 'jobs')).includes(job));
    expect((await as('client', 'get', job)).code).toBe(5);
    expect(node?.words()).not.toMatch(/permission|not allowed|E2A-\d/i);
  });

  it('an admin sends a node away', async () => {
    await good('admin', 'cluster', 'drain', NODE);
    expect(await node?.ended).toBe(0);
  });
});
