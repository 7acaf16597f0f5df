import { JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';

/** Older ones deliver finished work again after a hard stop, or cannot write through to the disk. */
export const OLDEST_SERVER = '2.10.27';

/** A numeric comparison of `2.10.27` and the like; what follows a hyphen is ignored. */
export function isOlder(version: string, than: string): boolean {
  const a = numbersOf(version);
  const b = numbersOf(than);
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const numbersOf = (version: string): number[] =>
  (version.replace(/^v/, '').split('-')[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);

/** @throws UserError (exit 4) when the server is too old for us, or runs without JetStream. */
export function checkServer(nc: NatsConnection, oldest: string): void {
  const server = nc.getServer();
  const version = nc.info?.version ?? '0';
  if (isOlder(version, oldest)) throw tooOld(server, version, oldest);
  if (nc.info?.jetstream !== true) throw jetStreamOff(server, 'The server was started without it.');
}

const NOT_ENABLED_FOR_ACCOUNT = 10039;

/**
 * @returns the server's API level: which features it has, by its own word; 0 before 2.11
 * @throws UserError (exit 4) when the server has JetStream, but not for this login.
 */
export async function checkJetStream(link: Link): Promise<number> {
  return await patiently(link, 'asking for JetStream', async () => {
    try {
      return (await link.jsm.getAccountInfo()).api.level ?? 0;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      const isOff = cause instanceof JetStreamApiError && cause.code === NOT_ENABLED_FOR_ACCOUNT;
      throw isOff ? jetStreamOff(link.nc.getServer(), 'The account of this login has none.') : error;
    }
  });
}

const tooOld = (server: string, version: string, oldest: string): UserError =>
  new UserError(
    {
      code: CODES.serverTooOld,
      what: `The NATS server at ${server} is version ${version}; e2a needs ${oldest} or newer.`,
      why: 'Older servers deliver finished work again after a power cut or a kill, and some lose the count of it.',
      fix: 'Install a newer nats-server (2.15 is what e2a is tested with) and start it on the same data folder.',
    },
    EXIT.unreachable,
  );

const jetStreamOff = (server: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `The NATS server at ${server} answers, but its JetStream is off.`,
      why,
      fix: 'Start it with -js, or with the jetstream block of config/nats-server.conf.',
    },
    EXIT.unreachable,
  );

/** A cluster of servers that has lost its quorum, or one that is still reading its disk. */
export const jetStreamSilent = (server: string, cause: Error): UserError =>
  new UserError(
    {
      code: CODES.serverFailed,
      what: `The NATS server at ${server} answers, but its JetStream does not.`,
      why: cause.message,
      fix: 'Look whether most servers of its cluster are up, then try again.',
    },
    EXIT.unreachable,
    { cause },
  );

export const wrongLogin = (servers: string): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `The NATS server at ${servers} refused the login.`,
      why: 'User, password or token are wrong or missing.',
      fix: 'Set E2A_NATS_USER and E2A_NATS_PASSWORD, or put them into the address: nats://USER:PASSWORD@HOST:4222',
    },
    EXIT.unreachable,
  );

export const notTrusted = (servers: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `The certificate of the NATS server at ${servers} is not trusted.`,
      why,
      fix: 'Give the certificate of its authority with E2A_NATS_CA=/path/to/ca.pem.',
    },
    EXIT.unreachable,
  );

export const otherName = (servers: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `The certificate of the NATS server at ${servers} is for another name.`,
      why,
      fix: 'Use a name that stands in the certificate, or make one for this name (subjectAltName).',
    },
    EXIT.unreachable,
  );

/** Said before anything secret has been sent. */
export const withoutTls = (servers: string): UserError =>
  new UserError(
    {
      code: CODES.serverForbidden,
      what: `The NATS server at ${servers} offers no TLS, and TLS was asked for.`,
      why: 'The address begins with tls:, or a certificate was named; a password would go there in clear.',
      fix: 'Switch on the tls block of config/nats-server.conf, or connect with nats:// and without E2A_NATS_CA.',
    },
    EXIT.unreachable,
  );

export const notAnAddress = (servers: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `This is not the address of a NATS server: ${servers}`,
      fix: 'Write it like nats://HOST:4222, several of them with commas between.',
    },
    EXIT.usage,
  );

/** Nobody there: says so with the three ways to a cluster. */
export const unreachable = (servers: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.serverUnreachable,
      what: `No NATS server answers at ${servers}.`,
      why,
      fix: [
        'One of these brings one:',
        'e2a convert BOOK (this machine, no cluster needed);',
        'docker compose -f docker-compose.nats.yml up -d (a server for several machines);',
        'E2A_NATS_URL=nats://HOST:4222 (one that runs already).',
      ].join(' '),
    },
    EXIT.unreachable,
  );
