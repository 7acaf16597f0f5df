import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { startNats, type TestServer } from '../support/nats.js';
import { type PageProcess, startPage } from '../support/page-process.js';

/** The promise is 5 s; the rest is a busy machine. */
const SEEN_MS = 20_000;

describe('e2a node --role web', () => {
  let home = '';
  let nats: TestServer;
  let page: PageProcess;
  const env = (): Readonly<Record<string, string>> => ({
    E2A_NATS_URL: nats.url,
    E2A_CACHE: join(home, 'cache'),
    E2A_VOICES: join(home, 'voices'),
  });
  const readiness = async () => (await page.ask('readyz')).status;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-web-node-'));
    nats = await startNats();
    page = await startPage(['node', '--role', 'web', '--server', nats.url], env());
  });
  afterAll(async () => {
    page.kill('SIGKILL');
    await page.ended;
    await nats.stop();
    await rm(home, { recursive: true });
  });

  it('is a node without slots that people see, and its page shows the cluster', async () => {
    expect(await readiness()).toBe(200);
    const { stdout } = await e2a(['cluster', '--json'], env());
    const [node] = JSON.parse(stdout).nodes;
    expect(node).toMatchObject({ roles: ['web'], slots: 0 });
    expect(node.node).toMatch(/-web/);
    expect((await page.ask('api/v1/nodes')).body).toMatchObject({ nodes: [{ node: node.node }] });
  });

  it('a server that goes is waited for: the page stays, and says that it is not ready', async () => {
    await nats.kill('SIGTERM');
    await eventually('readiness gone', SEEN_MS, async () => (await readiness()) === 503);
    expect((await page.ask('livez')).status).toBe(200);
    const lost = await fetch(page.url);
    expect(lost.headers.get('content-type')).toContain('text/html');
    expect(await lost.text()).toContain('The connection to the cluster is lost.');
    await nats.start();
    await eventually('readiness back', SEEN_MS, async () => (await readiness()) === 200);
    await eventually('the jobs of the cluster', SEEN_MS, async () => (await page.ask('api/v1/jobs')).status === 200);
  });

  it('leaves when it is drained', async () => {
    // A new server knows it again with its next report.
    const node = await eventually('its report', SEEN_MS, async () => {
      const { body } = await page.ask('api/v1/nodes');
      return (body['nodes'] as { node: string }[])[0]?.node;
    });
    const drained = await e2a(['cluster', 'drain', node], env());
    expect(drained.code).toBe(0);
    expect(await page.ended).toBe(0);
    expect(page.words()).toContain(`${node} was drained`);
  });
});
