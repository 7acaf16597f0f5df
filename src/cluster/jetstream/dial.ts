import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { connect, errors } from '@nats-io/transport-node';
import { toError, UserError } from '../../core/index.js';
import { classify } from './classify.js';
import { pause } from './link.js';
import type { Login } from './login.js';
import { loginOptions, shownAddresses } from './login.js';
import { notAnAddress, notTrusted, otherName, unreachable, withoutTls, wrongLogin } from './server-check.js';

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
      const told = inSentences(error, shownAddresses(login));
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

const optionsOf = (login: Login, name: string): NodeConnectionOptions => ({
  ...loginOptions(login),
  name,
  timeout: DIAL_MS,
  maxReconnectAttempts: -1,
  // A server that is being set up anew may refuse us for a while: hosts wait for it like for any other trouble.
  ignoreAuthErrorAbort: true,
  reconnectTimeWait: RECONNECT_WAIT_MS,
  reconnectJitter: RECONNECT_JITTER_MS,
  pingInterval: PING_EVERY_MS,
  noAsyncTraces: true,
});

function inSentences(thrown: unknown, servers: string): UserError {
  const error = toError(thrown);
  if (error instanceof UserError) return error;
  if (classify(error) === 'forbidden') return wrongLogin(servers);
  const why = [error.message, error.cause instanceof Error ? error.cause.message : ''].filter(Boolean).join(': ');
  if (/invalid url/i.test(why)) return notAnAddress(servers);
  if (/does not support 'tls'/i.test(why)) return withoutTls(servers);
  if (/altnames/i.test(why)) return otherName(servers, why);
  return /certificate|self.signed|unable to verify/i.test(why) ? notTrusted(servers, why) : unreachable(servers, why);
}
