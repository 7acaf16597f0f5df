import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { loadSettings } from '../../src/config/index.js';
import type { Failure } from '../../src/core/index.js';
import { createApp } from '../../src/web/app.js';
import type { WebOptions, WebSettings } from '../../src/web/index.js';
import { openParts } from '../../src/web/parts.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';

export const NO_TOKENS = { admin: null, submit: null, view: null };
export const TOKENS = {
  admin: 'an-admin-token-of-a-test',
  submit: 'a-submit-token-of-a-test',
  view: 'a-view-token-of-a-test',
};

/** All routes over a cluster in memory, called without a server; time stands still. */
export async function appScene(settings: Partial<WebSettings> = {}, more: Partial<WebOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-web-'));
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const machine = { env: {}, home: folder, platform: 'linux', cwd: folder };
  const logged: string[] = [];
  const log = (facts: object | string, text = ''): void => void logged.push(`${text} ${JSON.stringify(facts)}`);
  const closing = new AbortController();
  const parts = await openParts(
    {
      settings: {
        host: '127.0.0.1',
        port: 0,
        basePath: '',
        tokens: NO_TOKENS,
        maxUploadBytes: 1_000_000,
        uploadsFolder: join(folder, 'uploads'),
        trustedHosts: [],
        name: null,
        ...settings,
      },
      client: createClient(cluster, clock),
      configuration: loadSettings({ engine: 'tone', voice: 'tone' }, machine).settings,
      here: { ...machine, signal: closing.signal },
      clock,
      version: '0.0.0-test',
      log: { info: log, warn: log, error: log },
      voices: async () => [],
      speak: null,
      encode: async () => new Uint8Array(),
      statusRoutes: null,
      ...more,
    },
    closing.signal,
  );
  const app = createApp(parts);
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    app,
    ask,
    clock,
    cluster,
    parts,
    folder,
    /** Lines of the log. */
    logged,
    send: async (name: string, bytes: Uint8Array, headers: Record<string, string> = {}) =>
      app.request(`/api/v1/books/${encodeURIComponent(name)}`, { method: 'PUT', body: bytes, headers }),
    close: async (): Promise<void> => {
      closing.abort();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type AppScene = Awaited<ReturnType<typeof appScene>>;

/** The failure in an answer, beside its status. */
export async function failureIn(response: Response): Promise<Failure & { readonly status: number }> {
  const { error } = (await response.json()) as { readonly error: Failure };
  return { status: response.status, ...error };
}
