import { join } from 'node:path';
import type { Environment } from './environment.js';

/** What decides where a user's files lie. */
export interface Machine {
  readonly env: Environment;
  readonly home: string;
  /** `linux`, `darwin`, `win32`, … */
  readonly platform: string;
}

export interface Folders {
  /** The jobs of `convert` and their audio; losing it loses work. */
  readonly data: string;
  /** What can be fetched or made again. */
  readonly cache: string;
  readonly voices: string;
  /** Where the user's `e2a.toml` lies. */
  readonly config: string;
}

const NAME = 'e2a';

/**
 * The folders of this platform; `XDG_*` wins everywhere.
 * Voices do not follow the `folders.data` setting: another store for jobs should not need the voices again.
 */
export function platformFolders(machine: Machine): Folders {
  const data = join(base(machine, 'XDG_DATA_HOME', DEFAULTS.data), NAME);
  return {
    data,
    cache: join(base(machine, 'XDG_CACHE_HOME', DEFAULTS.cache), NAME),
    voices: join(data, 'voices'),
    config: join(base(machine, 'XDG_CONFIG_HOME', DEFAULTS.config), NAME),
  };
}

interface PlatformDefault {
  readonly linux: string;
  readonly darwin: string;
  readonly win32: string;
}

const DEFAULTS = {
  data: { linux: '.local/share', darwin: 'Library/Application Support', win32: 'AppData/Local' },
  cache: { linux: '.cache', darwin: 'Library/Caches', win32: 'AppData/Local/Temp' },
  config: { linux: '.config', darwin: 'Library/Application Support', win32: 'AppData/Roaming' },
} as const satisfies Record<string, PlatformDefault>;

function base(machine: Machine, variable: string, defaults: PlatformDefault): string {
  const chosen = machine.env[variable];
  if (chosen !== undefined && chosen !== '') return chosen;
  const { platform } = machine;
  const relative = platform === 'darwin' || platform === 'win32' ? defaults[platform] : defaults.linux;
  return join(machine.home, relative);
}
