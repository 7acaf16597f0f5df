import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { loadSettings } from '../../src/config/index.js';
import { systemClock } from '../../src/host/index.js';
import { startWeb, type WebOptions, type WebSettings } from '../../src/web/index.js';

/** A page on a port of loopback over a cluster in memory; what speaks is a fake. */
export async function webScene(more: Partial<WebOptions> = {}, settings: Partial<WebSettings> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-web-'));
  const clock = systemClock;
  const cluster = createMemoryCluster({ clock });
  const client = createClient(cluster, clock);
  const machine = { env: {}, home: folder, platform: 'linux', cwd: folder };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const web = await startWeb({
    settings: {
      host: '127.0.0.1',
      port: 0,
      basePath: '',
      tokens: { admin: null, submit: null, view: null },
      maxUploadBytes: 1_000_000,
      uploadsFolder: join(folder, 'uploads'),
      trustedHosts: [],
      name: null,
      ...settings,
    },
    client,
    configuration: loadSettings({}, machine).settings,
    here: { ...machine, signal: new AbortController().signal, clock },
    clock,
    version: '0.0.0-test',
    log,
    voices: async () => [],
    speak: null,
    encode: async () => new Uint8Array(),
    statusRoutes: null,
    ...more,
  } as WebOptions);
  return {
    cluster,
    client,
    url: web.url,
    get: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(new URL(path, web.url), { method, headers }),
    post: (path: string, body: unknown) =>
      fetch(new URL(path, web.url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    close: async (): Promise<void> => {
      await web.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type WebScene = Awaited<ReturnType<typeof webScene>>;
