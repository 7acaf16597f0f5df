import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The plain `nats` command line against one server: what it prints. */
export type NatsCli = (...args: readonly string[]) => Promise<string>;

/** Null when neither set-up nor the user has installed it. */
export async function natsCli(url: string): Promise<NatsCli | null> {
  const program = findNatsCli();
  if (program === null) return null;
  return async (...args) => {
    const { stdout, stderr } = await execa(program, ['--server', url, ...args]);
    return `${stdout}\n${stderr}`;
  };
}

/** Null when neither set-up nor the user has installed it. */
export function findNatsCli(): string | null {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'e2a', 'nats-cli');
  const cached = existsSync(cache) ? readdirSync(cache, { recursive: true }).map(String) : [];
  const found = cached.find((name) => /(^|\/)nats$/.test(name));
  if (found !== undefined) return join(cache, found);
  const folder = (process.env['PATH'] ?? '').split(':').find((path) => existsSync(join(path, 'nats')));
  return folder === undefined ? null : join(folder, 'nats');
}
