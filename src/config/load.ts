import { join, resolve } from 'node:path';
import { CODES, EXIT, UserError } from '../core/index.js';
import { flagOf } from './flags.js';
import { platformFolders, type Machine } from './folders.js';
import { findSecret } from './secrets.js';
import { readSettingsFile, type SettingsFile } from './settings-file.js';
import {
  type FlagValues,
  isSecret,
  type Origin,
  SETTINGS,
  type SettingDefinition,
  type SettingName,
  type Settings,
  type SettingValue,
  type SettingValues,
  settingNames,
} from './settings.js';

export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, Origin>>;
  /** Whole sentences: unknown keys, each with the nearest known one. */
  readonly warnings: readonly string[];
}

interface Candidate {
  readonly value: unknown;
  readonly origin: Origin;
}

const FILE_NAME = 'e2a.toml';

/**
 * Flag > `E2A_*` > `./e2a.toml` > user file > default. Empty variables count as not set. Secrets are never repeated in words.
 * Throws a UserError (exit 2, `configInvalid`) that names the key and where its value came from.
 */
export function loadSettings(flags: FlagValues, machine: Machine & { readonly cwd: string }): LoadedSettings {
  const folders = platformFolders(machine);
  const files = [join(machine.cwd, FILE_NAME), join(folders.config, FILE_NAME)]
    .map(readSettingsFile)
    .filter((file) => file !== null);
  const chosen = settingNames.map((name) => [name, choose(name, flags, machine, files)] as const);
  const values = Object.fromEntries(chosen.map(([name, found]) => [name, check(name, found)])) as SettingValues;
  const { dataFolder, cacheFolder, voicesFolder } = values;
  return {
    settings: {
      ...values,
      dataFolder: resolve(machine.cwd, dataFolder ?? folders.data),
      cacheFolder: resolve(machine.cwd, cacheFolder ?? folders.cache),
      voicesFolder: resolve(machine.cwd, voicesFolder ?? folders.voices),
    },
    origins: Object.fromEntries(chosen.map(([name, { origin }]) => [name, origin])) as Record<SettingName, Origin>,
    warnings: files.flatMap((file) => file.warnings),
  };
}

function choose(name: SettingName, flags: FlagValues, machine: Machine, files: readonly SettingsFile[]): Candidate {
  const flag = flags[name];
  if (flag !== undefined) return { value: flag, origin: { from: 'flag' } };
  const { fallback } = SETTINGS[name];
  const set = inEnvironment(name, machine);
  if (set !== null) return { value: set.value, origin: { from: 'environment', variable: set.variable } };
  for (const file of files) {
    const value = file.values.get(name);
    if (value === undefined) continue;
    if (isSecret(name)) throw secretInFile(name, file.path);
    return { value, origin: { from: 'file', path: file.path } };
  }
  return { value: fallback, origin: { from: 'default' } };
}

function inEnvironment(
  name: SettingName,
  { env }: Machine,
): { readonly value: string; readonly variable: string } | null {
  const { env: variable } = SETTINGS[name];
  if (isSecret(name)) return findSecret(variable, env);
  const value = env[variable] ?? '';
  return value === '' ? null : { value, variable };
}

function check(name: SettingName, { value, origin }: Candidate): SettingValue {
  const { schema, key }: SettingDefinition = SETTINGS[name];
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = sourceOf(name, origin);
  const said = isSecret(name) ? 'what it is now' : JSON.stringify(value);
  throw invalid(
    origin.from === 'flag' ? `${where} cannot be ${said}.` : `The setting ${key} cannot be ${said} (${where}).`,
    parsed.error.issues.map((issue) => issue.message).join('; '),
    origin.from === 'file' ? `edit ${origin.path}` : `give another value for ${where}`,
  );
}

/** `E2A_SLOTS in the environment`, `--slots`, a path. */
function sourceOf(name: SettingName, origin: Origin): string {
  switch (origin.from) {
    case 'environment':
      return `${origin.variable} in the environment`;
    case 'file':
      return origin.path;
    case 'flag':
      return flagOf(name);
    case 'default':
      return `the default of ${SETTINGS[name].key}`;
  }
}

function secretInFile(name: SettingName, path: string): UserError {
  const { key, env } = SETTINGS[name];
  return invalid(
    `${path} holds ${key}, which is a secret.`,
    'Settings files are copied and committed; secrets are read from the environment only.',
    `take it out of the file and set ${env}, or ${env}_FILE to the path of a file that holds it`,
  );
}

const invalid = (what: string, why: string, fix: string): UserError =>
  new UserError({ code: CODES.configInvalid, what, why, fix }, EXIT.usage);
