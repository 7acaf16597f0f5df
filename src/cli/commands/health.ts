import { Command } from 'commander';
import { SETTINGS } from '../../config/index.js';
import { CODES, EXIT, type ExitCode, toError, UserError } from '../../core/index.js';
import { action, settingsFor, withJson } from '../command.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface HealthFlags {
  readonly url?: string;
  readonly json?: boolean;
}

/** A node answers within 5 s, whatever is broken; container engines wait 30. */
const DEADLINE_MS = 8_000;

export function healthCommand(context: CommandContext): Command {
  const command = new Command('health')
    .description('ask a node of this machine whether it is of use: exit 0 or 1, for containers')
    .option('--url <address>', 'where its status is; default: this machine, the port of status.port');
  return withJson(command).action(action(context, (flags: HealthFlags) => health(flags, context)));
}

async function health({ url, json }: HealthFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, {});
  const port = settings.statusPort === 'off' ? SETTINGS.statusPort.fallback : settings.statusPort;
  const base = (url ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  const answer = await ask(`${base}/readyz`);
  if (json === true) context.out.write(ndjson(answer));
  else for (const part of answer.parts) context.out.write(partLine(part));
  return answer.ready ? EXIT.done : EXIT.failed;
}

interface Part {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

const partLine = ({ name, ok, says }: Part): string => `${ok ? 'ok ' : 'NOT'}  ${name}: ${says}\n`;

async function ask(address: string): Promise<{ readonly ready: boolean; readonly parts: readonly Part[] }> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
    const { ready, parts } = (await answer.json()) as { readonly ready?: unknown; readonly parts?: unknown };
    return { ready: ready === true && answer.ok, parts: Array.isArray(parts) ? (parts as readonly Part[]) : [] };
  } catch (error) {
    throw new UserError(
      {
        code: CODES.notNow,
        what: `Nothing of e2a answers at ${address}.`,
        why: reasonOf(error),
        fix: 'start a node, or name its address as its first line tells it: e2a health --url http://127.0.0.1:7862',
      },
      EXIT.failed,
      { cause: error },
    );
  }
}

/** `fetch` only says that it failed; what failed is its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = toError(error);
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
