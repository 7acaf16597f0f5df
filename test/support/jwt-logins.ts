import { nkeys } from '@nats-io/transport-node';

type KeyPair = ReturnType<typeof nkeys.createUser>;

export interface JwtLogins {
  /** For the server's configuration file: its operator, and one account with JetStream. */
  readonly config: string;
  /** A user of that account. */
  readonly jwt: string;
  readonly seed: string;
  /** The two in the form that `nsc` and `nats auth` write: a creds file. */
  readonly creds: string;
}

const UNLIMITED = -1;
const NOW_S = 1_700_000_000;
const TEXT = new TextDecoder();

/**
 * An operator, an account and a user, each signed by the one before: what a server with decentralised logins wants, and
 * an account of the system, without which it starts no JetStream.
 */
export function makeJwtLogins(): JwtLogins {
  const [operator, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createUser()];
  const system = nkeys.createAccount();
  const limits = Object.fromEntries(
    [
      'subs',
      'data',
      'payload',
      'imports',
      'exports',
      'conn',
      'leaf',
      'mem_storage',
      'disk_storage',
      'streams',
      'consumer',
    ].map((each) => [each, UNLIMITED]),
  );
  const operatorJwt = signed(operator, operator, { type: 'operator', version: 2 });
  const accountJwt = signed(operator, account, { type: 'account', version: 2, limits });
  // A system account may have no JetStream of its own.
  const noStore = { ...limits, mem_storage: 0, disk_storage: 0, streams: 0, consumer: 0 };
  const systemJwt = signed(operator, system, { type: 'account', version: 2, limits: noStore });
  const jwt = signed(account, user, { type: 'user', version: 2, subs: UNLIMITED, data: UNLIMITED, payload: UNLIMITED });
  const seed = TEXT.decode(user.getSeed());
  return {
    config: [
      `operator: "${operatorJwt}"`,
      'resolver: MEMORY',
      `system_account: ${system.getPublicKey()}`,
      `resolver_preload: { ${account.getPublicKey()}: "${accountJwt}", ${system.getPublicKey()}: "${systemJwt}" }`,
    ].join('\n'),
    jwt,
    seed,
    creds: block('NATS USER JWT', jwt) + block('USER NKEY SEED', seed),
  };
}

const block = (title: string, text: string): string =>
  `-----BEGIN ${title}-----\n${text}\n------END ${title}------\n\n`;

function signed(issuer: KeyPair, subject: KeyPair, nats: object): string {
  const claims = {
    jti: 'e2a-test',
    iat: NOW_S,
    iss: issuer.getPublicKey(),
    sub: subject.getPublicKey(),
    name: 'e2a',
    nats,
  };
  const body = [{ typ: 'JWT', alg: 'ed25519-nkey' }, claims].map(base64).join('.');
  return `${body}.${Buffer.from(issuer.sign(new TextEncoder().encode(body))).toString('base64url')}`;
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
