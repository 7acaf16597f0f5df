import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CODES, EXIT, toError, UserError } from '../core/index.js';
import { demandSafeAddress } from './access/index.js';
import { createApp } from './app.js';
import type { RunningWeb, WebOptions, WebSettings } from './options.js';
import { openParts } from './parts.js';

/** A book of 500 MB over 1.5 Mbit/s; Node's own limit would cut it after five minutes. */
const LONGEST_REQUEST_MS = 3_600_000;
/** A connection on which nothing moves; event streams send a line every 15 s. */
const SILENT_MS = 10 * 60_000;
/** Longer than proxies keep theirs, so that they never write into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
/** Answers under way get this long when the server closes. */
const GRACE_MS = 2_000;
const IDLE_LOOK_MS = 20;

/**
 * Serves page and API.
 * @throws UserError (exit 2): an address for the whole network without an admin token, one that is taken or not ours
 */
export async function startWeb(options: WebOptions): Promise<RunningWeb> {
  const { settings } = options;
  demandSafeAddress(settings);
  const closing = new AbortController();
  const app = createApp(await openParts(options, closing.signal));
  const server = createAdaptorServer({ fetch: app.fetch, hostname: settings.host });
  if (server instanceof Server) setTimes(server);
  await listen(server, settings).catch((error: unknown) => {
    closing.abort();
    throw error;
  });
  return { url: urlOf(server, settings), close: () => close(server, closing) };
}

function setTimes(server: Server): void {
  server.requestTimeout = LONGEST_REQUEST_MS;
  server.timeout = SILENT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
}

async function listen(server: ServerType, { host, port }: WebSettings): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw notListening(host, port, toError(error));
  }
}

function urlOf(server: ServerType, { host, basePath }: WebSettings): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}${basePath}/`;
}

/** New requests are refused, streams end, and what hangs is cut off. */
async function close(server: ServerType, closing: AbortController): Promise<void> {
  closing.abort();
  if (!server.listening || !(server instanceof Server)) return;
  const closed = once(server, 'close');
  server.close();
  // A connection whose answer has just ended is idle, and a browser would keep it.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there, perhaps another e2a.',
  EADDRNOTAVAIL: 'This machine has no such address.',
  EACCES: 'You have no permission to listen there; ports below 1024 are the system’s.',
};

const notListening = (host: string, port: number, error: NodeJS.ErrnoException): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `The page cannot listen at ${host}, port ${port}.`,
      why: REASONS[error.code ?? ''] ?? error.message,
      fix: `name another port: --port ${port + 1}, or E2A_WEB_PORT; 0 takes any that is free`,
    },
    EXIT.usage,
    { cause: error },
  );
