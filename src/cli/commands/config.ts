import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import {
  type LoadedSettings,
  loadSettings,
  type Origin,
  SETTINGS,
  type SettingName,
  type SettingValue,
  shownAddress,
} from '../../config/index.js';
import { EXIT, type ExitCode } from '../../core/index.js';
import { scrubberOf } from '../../telemetry/index.js';
import { action, withJson } from '../command.js';
import { type Drawing, drawingOn } from '../render/drawing.js';
import { ndjson } from '../render/ndjson.js';
import { table } from '../render/table.js';
import type { CommandContext } from '../surroundings.js';

interface ConfigFlags {
  readonly json?: boolean;
}

interface Row {
  readonly key: string;
  readonly value: SettingValue;
  readonly origin: string;
  readonly variable: string;
}

const HIDDEN = '(hidden)';
/** As many as nobody guesses, in 43 signs that every header and address takes. */
const TOKEN_BYTES = 32;

export function configCommand(context: CommandContext): Command {
  const show = withJson(new Command('show').description('every setting, its value and where it came from'))
    // Asked for by name in many tools; the origin is always shown.
    .option('--origin', 'the default');
  const token = new Command('token').description('a new secret for the page and the API, for this once');
  return new Command('config')
    .description('look at the settings; make a secret for the page')
    .addCommand(show.action(action(context, (flags: ConfigFlags) => showConfig(flags, context))), { isDefault: true })
    .addCommand(token.action(action(context, () => printToken(context))));
}

const TOKEN_USE = `Nothing keeps this token. Give it to the page where it is started:
  E2A_WEB_TOKEN=… e2a up --host 0.0.0.0     or E2A_WEB_TOKEN_FILE=FILE, a file that holds it
A browser is asked for it once; programs send it:
  curl -H "Authorization: Bearer …" http://HOST:7860/api/v1/jobs
E2A_WEB_SUBMIT_TOKEN and E2A_WEB_VIEW_TOKEN let others in who may do less.
`;

/** The token alone on stdout: `E2A_WEB_TOKEN=$(e2a config token)`. */
async function printToken({ out, words }: CommandContext): Promise<ExitCode> {
  out.write(`${randomBytes(TOKEN_BYTES).toString('base64url')}\n`);
  words.write(TOKEN_USE);
  return EXIT.done;
}

async function showConfig(flags: ConfigFlags, context: CommandContext): Promise<ExitCode> {
  const { out, words } = context;
  const loaded = loadSettings({}, context);
  for (const warning of loaded.warnings) words.write(`${warning}\n`);
  const rows = settingRows(loaded);
  if (flags.json === true) out.write(ndjson({ settings: rows }));
  else out.write(settingsTable(rows, drawingOn(out)));
  return EXIT.done;
}

const settingsTable = (rows: readonly Row[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'setting', cell: (row: Row) => row.key },
      { title: 'value', cell: (row) => valueText(row.value) },
      { title: 'from', cell: (row) => row.origin },
      { title: 'variable', cell: (row) => row.variable },
    ],
    rows,
    paintHeading,
    columns,
  );

/** Every setting with its value and origin; secrets hidden, and logins in addresses left out. */
export function settingRows({ settings, origins }: LoadedSettings): readonly Row[] {
  return (Object.keys(SETTINGS) as readonly SettingName[]).map((name) => {
    const { key, env: variable } = SETTINGS[name];
    const value = settings[name];
    return { key, value: shownValue(name, value), origin: originText(origins[name]), variable };
  });
}

function shownValue(name: SettingName, value: SettingValue): SettingValue {
  if ('secret' in SETTINGS[name] && value !== null) return HIDDEN;
  return 'hidden' in SETTINGS[name] && typeof value === 'string' ? shownAddress(value) : withoutPassword(value);
}

/** Up to the last @ before a stroke: passwords hold @, too. */
const LOGIN = /\/\/[^/]*@/g;
const withoutKeys = scrubberOf([]);

/** Addresses may carry a login: `nats://user:password@host`, or a key; a table for a speech server, too. */
function withoutPassword(value: SettingValue): SettingValue {
  if (typeof value === 'string') return withoutKeys(value.replace(LOGIN, '//'));
  if (typeof value !== 'object' || value === null) return value;
  return JSON.parse(withoutKeys(JSON.stringify(value))) as SettingValue;
}

function valueText(value: SettingValue): string {
  if (value === null) return '-';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function originText(origin: Origin): string {
  switch (origin.from) {
    case 'environment':
      return 'environment';
    case 'file':
      return origin.path;
    case 'flag':
      return 'flag';
    case 'default':
      return 'default';
  }
}
