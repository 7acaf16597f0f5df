import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CODES, EXIT, parseJson, UserError } from '../core/index.js';
import type { Machine } from './folders.js';

/** What the `nats` command line knows of a cluster, so that its users configure nothing twice. */
export interface NatsContext {
  readonly name: string;
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly token: string | null;
  readonly caFile: string | null;
}

const contextFile = z.object({
  url: z.string().min(1),
  user: z.string().optional(),
  password: z.string().optional(),
  token: z.string().optional(),
  ca: z.string().optional(),
});

/**
 * A context of the `nats` command line: the named one, else the selected one, else null.
 * Throws a UserError (exit 2) when a named or selected context is missing or damaged.
 */
export function readNatsContext(name: string | null, machine: Machine): NatsContext | null {
  const folder = join(configHome(machine), 'nats');
  const chosen = name ?? textOf(join(folder, 'context.txt'))?.trim() ?? '';
  if (chosen === '') return null;
  const path = join(folder, 'context', `${chosen}.json`);
  const content = textOf(path);
  if (content === null) throw unusable(chosen, `${path} is missing.`);
  const json = parseJson(content);
  const parsed = contextFile.safeParse(json.ok ? json.value : null);
  if (!parsed.success) throw unusable(chosen, `${path} is not a context with a url.`);
  const { url, user, password, token, ca } = parsed.data;
  return {
    name: chosen,
    url,
    user: orNull(user),
    password: orNull(password),
    token: orNull(token),
    caFile: orNull(ca),
  };
}

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
