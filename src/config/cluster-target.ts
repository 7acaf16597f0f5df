import type { Machine } from './folders.js';
import { type NatsContext, readNatsContext } from './nats-context.js';
import type { Settings } from './settings.js';

/** Where a cluster is looked for, and as whom. */
export interface ClusterTarget {
  readonly servers: string;
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  readonly caFile?: string;
  /** The rest comes from a context of the `nats` command line only. */
  readonly credsFile?: string;
  readonly nkeyFile?: string;
  readonly jwt?: string;
  readonly seed?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly inboxPrefix?: string;
  readonly tlsFirst?: boolean;
  /** In words, for errors. */
  readonly chosenBy: string;
}

const LOCAL_SERVER = 'nats://127.0.0.1:4222';

/** The server named by flag, variable or file; else the `nats` command line's context; else this machine. */
export function clusterTarget(settings: Settings, machine: Machine): ClusterTarget {
  const login = {
    ...optional('user', settings.serverUser),
    ...optional('pass', settings.serverPassword),
    ...optional('token', settings.serverToken),
    ...optional('caFile', settings.serverCa),
  };
  if (settings.serverUrl !== null) {
    return { ...login, servers: settings.serverUrl, chosenBy: 'It was named with --server, E2A_NATS_URL or e2a.toml.' };
  }
  const context = readNatsContext(settings.serverContext, machine);
  if (context === null) {
    return { ...login, servers: LOCAL_SERVER, chosenBy: 'No server was named, so this machine was asked.' };
  }
  // Who names a user or a token beside a context means that one, not the context's.
  const isNamed = settings.serverUser !== null || settings.serverToken !== null;
  return {
    ...(isNamed ? {} : credentialsOf(context)),
    ...optional('caFile', context.caFile),
    ...optional('certFile', context.certFile),
    ...optional('keyFile', context.keyFile),
    ...(context.tlsFirst ? { tlsFirst: true } : {}),
    ...login,
    servers: context.url,
    chosenBy: `It is the context "${context.name}" of the nats command line.`,
  };
}

const credentialsOf = (context: NatsContext): Partial<ClusterTarget> => ({
  ...optional('user', context.user),
  ...optional('pass', context.password),
  ...optional('token', context.token),
  ...optional('credsFile', context.credsFile),
  ...optional('nkeyFile', context.nkeyFile),
  ...optional('jwt', context.jwt),
  ...optional('seed', context.seed),
  ...optional('inboxPrefix', context.inboxPrefix),
});

type Optional<K extends string> = { readonly [P in K]?: string };

const optional = <K extends string>(key: K, value: string | null): Optional<K> =>
  (value === null ? {} : { [key]: value }) as Optional<K>;
