import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CODES, EXIT, parseJson, UserError } from '../core/index.js';
import type { Machine } from './folders.js';

/** What the `nats` command line knows of a cluster, so that its users configure nothing twice. Files are paths. */
export interface NatsContext {
  readonly name: string;
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly token: string | null;
  readonly credsFile: string | null;
  readonly nkeyFile: string | null;
  readonly jwt: string | null;
  readonly seed: string | null;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly inboxPrefix: string | null;
  /** The server speaks TLS from the first byte on. */
  readonly tlsFirst: boolean;
}

const text = z.string().optional();

/** What we can use, and what changes nothing about a connection. */
const contextFile = z.object({
  url: z.string().min(1),
  user: text,
  password: text,
  token: text,
  creds: text,
  nkey: text,
  user_jwt: text,
  user_seed: text,
  ca: text,
  cert: text,
  key: text,
  inbox_prefix: text,
  tls_first: z.boolean().optional(),
  description: z.unknown().optional(),
  color_scheme: z.unknown().optional(),
  // Only for what servers say about JetStream, which e2a does not ask.
  jetstream_event_prefix: z.unknown().optional(),
});

/**
 * A context of the `nats` command line: the named one, else the selected one, else null.
 * Throws a UserError (exit 2) when a named or selected context is missing or damaged, or holds a setting that e2a
 * cannot honour: it would connect to something else than its user meant.
 */
export function readNatsContext(name: string | null, machine: Machine): NatsContext | null {
  const folder = join(configHome(machine), 'nats');
  const chosen = name ?? textOf(join(folder, 'context.txt'))?.trim() ?? '';
  if (chosen === '') return null;
  const path = join(folder, 'context', `${chosen}.json`);
  const content = textOf(path);
  if (content === null) throw unusable(chosen, `${path} is missing.`);
  const json = parseJson(content);
  const parsed = contextFile.loose().safeParse(json.ok ? json.value : null);
  if (!parsed.success) throw unusable(chosen, `${path} is not a context with a url.`);
  const foreign = Object.entries(parsed.data).filter(([key, value]) => !(key in contextFile.shape) && isSet(value));
  if (foreign.length > 0) {
    throw unusable(chosen, `It sets ${foreign.map(([key]) => key).join(', ')}, which e2a cannot honour.`);
  }
  return contextOf(chosen, parsed.data, machine);
}

function contextOf(name: string, found: z.output<typeof contextFile>, { home }: Machine): NatsContext {
  const path = (file: string | undefined): string | null => orNull(file?.replace(/^~(?=\/)/, home));
  return {
    name,
    url: found.url,
    user: orNull(found.user),
    password: orNull(found.password),
    token: orNull(found.token),
    credsFile: path(found.creds),
    nkeyFile: path(found.nkey),
    jwt: orNull(found.user_jwt),
    seed: orNull(found.user_seed),
    caFile: path(found.ca),
    certFile: path(found.cert),
    keyFile: path(found.key),
    inboxPrefix: orNull(found.inbox_prefix),
    tlsFirst: found.tls_first === true,
  };
}

/** The `nats` tool writes every setting, set or not. */
const isSet = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0);

/** The `nats` tool writes below ~/.config on every platform. */
function configHome({ env, home }: Machine): string {
  const xdg = env['XDG_CONFIG_HOME'];
  return xdg === undefined || xdg === '' ? join(home, '.config') : xdg;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const unusable = (name: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.configInvalid,
      what: `The nats context "${name}" cannot be used.`,
      why,
      fix: 'nats context ls, or name a server with --server',
    },
    EXIT.usage,
  );
