import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { CODES, EXIT, toError, toFailure, UserError } from '../../core/index.js';
import { isLoopback } from '../../gate/index.js';
import { demandLocalName, demandToken } from './gate.js';
import { statusRoutes } from './status-routes.js';
import type { StatusSource } from './status-source.js';

export interface StatusServerOptions {
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** A person named that port: another one is not taken in its place. */
  readonly isChosen: boolean;
  /** Any of them opens the routes; none: only loopback is served. */
  readonly tokens: readonly string[];
  readonly source: StatusSource;
}

export interface RunningStatusServer {
  /** `http://127.0.0.1:7861` */
  readonly url: string;
  close(): Promise<void>;
}

/** Ports tried from the usual one on: nodes on one machine are rarely more. */
const PORTS_TRIED = 20;
/** Who asks sends a few lines. */
const REQUEST_LIMIT_MS = 10_000;
/** Answers under way get this long when the server closes. */
const GRACE_MS = 1_000;

/**
 * Serves the routes of a node.
 * @throws UserError (exit 2): an address for a network without a token, a port that is taken or not ours
 */
export async function startStatusServer(options: StatusServerOptions): Promise<RunningStatusServer> {
  const { host, port, isChosen, tokens } = options;
  if (!isLoopback(host) && tokens.length === 0) throw noToken(host);
  const app = appOf(options);
  for (const tried of portsToTry(port, isChosen)) {
    const server = createAdaptorServer({ fetch: app.fetch, hostname: host });
    if (server instanceof Server) server.requestTimeout = REQUEST_LIMIT_MS;
    const error = await listen(server, host, tried);
    if (error === null) return { url: urlOf(server, host), close: () => close(server) };
    if (error.code !== 'EADDRINUSE' || isChosen) throw notListening(host, tried, error);
  }
  throw new UserError({ code: CODES.internal, what: 'No port could be found for the status server.' }, EXIT.failed);
}

/** The one that was chosen; else the usual one, those after it, and in the end any. */
const portsToTry = (port: number, isChosen: boolean): readonly number[] =>
  isChosen || port === 0 ? [port] : [...Array.from({ length: PORTS_TRIED }, (_, n) => port + n), 0];

function appOf({ tokens, source }: StatusServerOptions): Hono {
  const app = new Hono();
  app.use(headers);
  if (tokens.length > 0) app.use(demandToken(tokens, () => source.now()));
  else app.use(demandLocalName);
  app.onError((error, c) => {
    const { code, what } = toFailure(error, CODES.internal);
    return c.json({ error: { code, what } }, 500);
  });
  app.notFound((c) => c.json({ error: { code: CODES.noSuchRoute, what: 'There is nothing here.' } }, 404));
  app.route('/', statusRoutes(source));
  return app;
}

/** Nothing here is a page, and no page of another site plays or shows what is here. TLS is a proxy's, if there is any. */
const headers = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  strictTransportSecurity: false,
});

/** Null when it listens. */
async function listen(server: ServerType, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
    return null;
  } catch (error) {
    return toError(error);
  }
}

function urlOf(server: ServerType, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function close(server: ServerType): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  if (!(server instanceof Server)) return;
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed.finally(() => clearTimeout(cut));
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there, perhaps another node.',
  EADDRNOTAVAIL: 'This machine has no such address.',
  EACCES: 'You have no permission to listen there; ports below 1024 are the system’s.',
};

const notListening = (host: string, port: number, error: NodeJS.ErrnoException): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `Status and metrics cannot be served at ${host}, port ${port}.`,
      why: REASONS[error.code ?? ''] ?? error.message,
      fix: 'name another port: --status-port 7900; 0 takes any that is free, off serves none',
    },
    EXIT.usage,
    { cause: error },
  );

const noToken = (host: string): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `Status and files of this node would be open to everybody who reaches ${host}, and no token is set.`,
      why: 'Books and their titles are nobody else’s business.',
      fix: 'export E2A_WEB_VIEW_TOKEN=$(e2a config token), then start again; or leave status.host at 127.0.0.1',
    },
    EXIT.usage,
  );
