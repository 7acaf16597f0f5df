import { readFileSync } from 'node:fs';
import type { Authenticator, NodeConnectionOptions, TlsOptions } from '@nats-io/transport-node';
import {
  credsAuthenticator,
  jwtAuthenticator,
  nkeyAuthenticator,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from '@nats-io/transport-node';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';

/** Where to and as whom. Files are paths. */
export interface Login {
  /** `nats://host:4222`, several separated by commas; `tls://` insists on TLS. */
  readonly servers: string;
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
  readonly token?: string | undefined;
  /** What `nsc` writes for a user: a JWT and its seed. */
  readonly credsFile?: string | undefined;
  /** The seed of an nkey. */
  readonly nkeyFile?: string | undefined;
  /** A JWT and its seed by themselves. */
  readonly jwt?: string | undefined;
  readonly seed?: string | undefined;
  /** PEM file of the authority that signed the server's certificate. */
  readonly caFile?: string | undefined;
  /** Our own certificate, for servers that want to see one. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** The server speaks TLS from the first byte on. */
  readonly tlsFirst?: boolean | undefined;
  /**
   * Where our answers come in. Default: `_INBOX_<user>` when there is a user, so that a role can be kept from hearing
   * the answers of others (config/nats-roles.conf); else `_INBOX`.
   */
  readonly inboxPrefix?: string | undefined;
}

/**
 * The login in the words of the client library.
 * @throws UserError (exit 2) when a file it names cannot be read
 */
export function loginOptions(login: Login): NodeConnectionOptions {
  const inboxPrefix = inboxPrefixOf(login);
  const tls = tlsOf(login);
  return {
    servers: addressesOf(login),
    authenticator: authenticatorsOf(login),
    ...(tls === null ? {} : { tls }),
    ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
  };
}

/** Without the login that people write into them. */
export const shownAddresses = (login: Login): string => addressesOf(login).join(',');

/** @returns undefined: the library's own */
export function inboxPrefixOf(login: Login): string | undefined {
  const { user } = userOf(login);
  if (login.inboxPrefix !== undefined || user === undefined) return login.inboxPrefix;
  return `_INBOX_${user.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

const addressesOf = ({ servers }: Login): string[] =>
  servers.split(',').map((server) => server.trim().replace(/\/\/[^/@]*@/, '//'));

/** The library wants user and password beside the addresses; people write them into the first one. */
function userOf(login: Login): { readonly user: string | undefined; readonly pass: string | undefined } {
  const inUrl = login.servers
    .split(',')
    .map(credentialsIn)
    .find((found) => found !== null);
  return { user: login.user ?? inUrl?.user, pass: login.pass ?? inUrl?.pass };
}

function credentialsIn(server: string): { user: string; pass: string } | null {
  const match = /\/\/([^/@:]*):?([^/@]*)@/.exec(server);
  return match ? { user: decodeURIComponent(match[1] ?? ''), pass: decodeURIComponent(match[2] ?? '') } : null;
}

/** All that was given; a server takes the kind it knows. */
function authenticatorsOf(login: Login): Authenticator[] {
  const { user, pass } = userOf(login);
  const { credsFile, nkeyFile, jwt, seed, token } = login;
  const seedBytes = seed === undefined ? undefined : new TextEncoder().encode(seed);
  return [
    ...(user === undefined ? [] : [usernamePasswordAuthenticator(user, pass)]),
    ...(token === undefined ? [] : [tokenAuthenticator(token)]),
    ...(credsFile === undefined ? [] : [credsAuthenticator(read(credsFile, 'credentials'))]),
    ...(nkeyFile === undefined ? [] : [nkeyAuthenticator(seedIn(read(nkeyFile, 'nkey')))]),
    ...(jwt === undefined ? [] : [jwtAuthenticator(jwt, seedBytes)]),
    ...(jwt === undefined && seedBytes !== undefined ? [nkeyAuthenticator(seedBytes)] : []),
  ];
}

const SEED = /\bSU[A-Z2-7]{56}\b/;

/** A seed file may be the bare seed or the decorated one that `nsc` writes. */
function seedIn(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(SEED.exec(text)?.[0] ?? text.trim());
}

/** Not null when TLS was asked for in any way: the library then sends nothing secret to a server without it. */
function tlsOf({ servers, caFile, certFile, keyFile, tlsFirst }: Login): TlsOptions | null {
  const isAsked = /(^|,)\s*tls:/i.test(servers) || tlsFirst === true;
  if (!isAsked && caFile === undefined && certFile === undefined && keyFile === undefined) return null;
  for (const [file, what] of [
    [caFile, 'authority'],
    [certFile, 'certificate'],
    [keyFile, 'key'],
  ] as const) {
    if (file !== undefined) read(file, what);
  }
  return {
    ...(caFile === undefined ? {} : { caFile }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(tlsFirst === true ? { handshakeFirst: true } : {}),
  };
}

function read(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError(
      {
        code: CODES.configInvalid,
        what: `The ${what} file for the NATS server cannot be read: ${path}`,
        why: toError(error).message,
        fix: 'Correct the path in E2A_NATS_CA or in the context of the nats command line.',
      },
      EXIT.usage,
      { cause: error },
    );
  }
}
