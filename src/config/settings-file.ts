import { readFileSync } from 'node:fs';
import { parse, type TomlTable } from 'smol-toml';
import { CODES, EXIT, nearest, toError, UserError } from '../core/index.js';
import { SETTINGS, type SettingName, settingNames } from './settings.js';

/** One `e2a.toml` that exists. */
export interface SettingsFile {
  readonly path: string;
  readonly values: ReadonlyMap<SettingName, unknown>;
  readonly warnings: readonly string[];
}

const nameOfKey = new Map<string, SettingName>(settingNames.map((name) => [SETTINGS[name].key, name]));

/** Null when there is no such file. Throws a UserError (exit 2) when it cannot be read or is not TOML. */
export function readSettingsFile(path: string): SettingsFile | null {
  const content = readIfThere(path);
  if (content === null) return null;
  const values = new Map<SettingName, unknown>();
  const warnings: string[] = [];
  for (const [key, value] of flatten(parseToml(path, content))) {
    const name = nameOfKey.get(key);
    if (name === undefined) warnings.push(unknownKey(path, key));
    else values.set(name, value);
  }
  return { path, values, warnings };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unusable(path, toError(error).message, error);
  }
}

function parseToml(path: string, content: string): TomlTable {
  try {
    return parse(content);
  } catch (error) {
    throw unusable(path, toError(error).message.split('\n')[0] ?? '', error);
  }
}

/** `[server] url = …` becomes `server.url`; a table that is itself a setting stays one, others become an unknown key each. */
function flatten(table: TomlTable, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const isTable =
      typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !nameOfKey.has(path);
    return isTable ? flatten(value, `${path}.`) : [[path, value] as const];
  });
}

function unknownKey(path: string, key: string): string {
  const close = nearest(key, [...nameOfKey.keys()]);
  return `${path}: there is no setting ${key}${close === null ? '' : ` (did you mean ${close}?)`}; it is ignored.`;
}

const unusable = (path: string, why: string, cause: unknown): UserError =>
  new UserError(
    { code: CODES.configInvalid, what: `The settings file ${path} cannot be used.`, why, fix: `edit ${path}` },
    EXIT.usage,
    { cause },
  );
