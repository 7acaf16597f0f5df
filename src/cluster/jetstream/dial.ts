import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { connect, errors } from '@nats-io/transport-node';
import { toError, UserError } from '../../core/index.js';
import { classify } from './classify.js';
import { pause } from './link.js';
import { notAnAddress, notTrusted, unreachable, wrongLogin } from './server-check.js';

export interface Login {
  /** `nats://host:4222`, several separated by commas. */
  readonly servers: string;
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
  readonly token?: string | undefined;
  /** PEM file of the authority that signed the server's certificate. */
  readonly caFile?: string | undefined;
  /**
   * Where our answers come in. Default: `_INBOX_<user>` when there is a user, so that a role can be kept from hearing
   * the answers of others (config/nats-roles.conf); else `_INBOX`.
   */
  readonly inboxPrefix?: string | undefined;
}

/** With this a command hears within 3 s that nobody answers, the second connection included. */
const DIAL_MS = 2_500;
/** A peer that vanished without a word is noticed after two of these. */
const PING_EVERY_MS = 10_000;
const RECONNECT_WAIT_MS = 250;
const RECONNECT_JITTER_MS = 250;
/** Between two tries while we were asked to wait for a server that is still starting. */
const REDIAL_MS = 200;

/**
 * Connects, and reconnects for ever from then on.
 * @param waitMs how long to go on trying when nobody answers; 0 tries once
 * @throws UserError (exit 4): nobody there, wrong login, certificate not trusted.
 */
export async function dial(login: Login, name: string, waitMs: number): Promise<NatsConnection> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return await dialOnce(login, name);
    } catch (error) {
      const told = inSentences(error, login.servers);
      const passing = classify(error) === 'transient' || classify(error) === 'unknown-outcome';
      if (!passing || performance.now() >= until) throw told;
      await pause(REDIAL_MS);
    }
  }
}

/** The library tries the servers one after the other, each with its own time; our time is for all of them. */
async function dialOnce(login: Login, name: string): Promise<NatsConnection> {
  const late = new AbortController();
  const connecting = connect(optionsOf(login, name));
  const first = await Promise.race([connecting, pause(DIAL_MS, late.signal).then(() => null)]).finally(() =>
    late.abort(),
  );
  if (first) return first;
  connecting.then(
    (nc) => nc.close(),
    () => undefined,
  );
  throw new errors.TimeoutError();
}

function optionsOf(login: Login, name: string): NodeConnectionOptions {
  const inboxPrefix = inboxPrefixOf(login);
  return {
    ...addressOf(login),
    name,
    timeout: DIAL_MS,
    maxReconnectAttempts: -1,
    // A server that is being set up anew may refuse us for a while: hosts wait for it like for any other trouble.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    reconnectJitter: RECONNECT_JITTER_MS,
    pingInterval: PING_EVERY_MS,
    noAsyncTraces: true,
    ...(login.token === undefined ? {} : { token: login.token }),
    ...(login.caFile === undefined ? {} : { tls: { caFile: login.caFile } }),
    ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
  };
}

/** The library wants `user` and `pass` beside the addresses; people write them into the first one. */
function addressOf(login: Login): Pick<NodeConnectionOptions, 'servers' | 'user' | 'pass'> {
  const servers = login.servers.split(',').map((server) => server.trim());
  const inUrl = servers.map(credentialsIn).find((found) => found !== null);
  const user = login.user ?? inUrl?.user;
  const pass = login.pass ?? inUrl?.pass;
  return {
    servers: servers.map((server) => server.replace(/\/\/[^/@]*@/, '//')),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
  };
}

/** @returns undefined: the library's own */
export function inboxPrefixOf(login: Login): string | undefined {
  const user = addressOf(login).user;
  if (login.inboxPrefix !== undefined || user === undefined) return login.inboxPrefix;
  return `_INBOX_${user.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

function credentialsIn(server: string): { user: string; pass: string } | null {
  const match = /\/\/([^/@:]*):?([^/@]*)@/.exec(server);
  return match ? { user: decodeURIComponent(match[1] ?? ''), pass: decodeURIComponent(match[2] ?? '') } : null;
}

function inSentences(thrown: unknown, servers: string): UserError {
  const shown = servers.replace(/\/\/[^/@]*@/g, '//');
  const error = toError(thrown);
  if (error instanceof UserError) return error;
  if (classify(error) === 'forbidden') return wrongLogin(shown);
  const why = [error.message, error.cause instanceof Error ? error.cause.message : ''].filter(Boolean).join(': ');
  if (/invalid url/i.test(why)) return notAnAddress(shown);
  return /certificate|self.signed|unable to verify|doesn't exist/i.test(why)
    ? notTrusted(shown, why)
    : unreachable(shown, why);
}
