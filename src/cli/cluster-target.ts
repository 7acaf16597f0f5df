import { type Machine, readNatsContext, type Settings } from '../config/index.js';

/** Where a cluster is looked for, and as whom. */
export interface ClusterTarget {
  readonly servers: string;
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  readonly caFile?: string;
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
  return {
    ...optional('user', context.user),
    ...optional('pass', context.password),
    ...optional('token', context.token),
    ...optional('caFile', context.caFile),
    ...login,
    servers: context.url,
    chosenBy: `It is the context "${context.name}" of the nats command line.`,
  };
}

type Optional<K extends string> = { readonly [P in K]?: string };

const optional = <K extends string>(key: K, value: string | null): Optional<K> =>
  (value === null ? {} : { [key]: value }) as Optional<K>;
