import { z } from 'zod';
import type { JsonObject } from '../core/index.js';
import { eventTypes, onOrOff, pageUrl, serviceUrl } from './integration-settings.js';
import {
  fromText,
  gpuNames,
  jsonTable,
  oneOf,
  optionalText,
  price,
  someText,
  text,
  wholeNumber,
} from './plain-values.js';
import {
  accessToken,
  badgeName,
  basePath,
  hostNames,
  listenHost,
  statusPort,
  uploadMb,
  webPort,
} from './web-settings.js';

/** `paragraph=0.9,sentence=0.4` of flags and variables becomes the table it is in a file; anything else is left to the schema. */
function fromPairs(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const pairs = value
    .split(',')
    .map((pair) => pair.split('='))
    .filter((parts) => parts.join('').trim() !== '');
  if (!pairs.every((parts) => parts.length === 2)) return value;
  return Object.fromEntries(pairs.map(([name = '', seconds = '']) => [name.trim(), fromText(seconds)]));
}

/** Slower or faster than that no voice is understood; longer pauses are taken for the end. */
const SLOWEST = 0.5;
const FASTEST = 2;
const LONGEST_PAUSE_S = 10;
const SPEED_WORDS = `a number from ${SLOWEST} to ${FASTEST} is expected`;
const PAUSE_WORDS = `seconds from 0 to ${LONGEST_PAUSE_S} are expected, as in paragraph=0.9,sentence=0.4`;

const speed = z.preprocess(fromText, z.number(SPEED_WORDS).min(SLOWEST, SPEED_WORDS).max(FASTEST, SPEED_WORDS));
const pauses = z.preprocess(
  fromPairs,
  z.record(z.string(), z.number(PAUSE_WORDS).min(0, PAUSE_WORDS).max(LONGEST_PAUSE_S, PAUSE_WORDS), PAUSE_WORDS),
);

const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const HOURS = `\\s*${CLOCK}\\s*-\\s*${CLOCK}\\s*`;
const HOURS_WORDS = 'hours are written like 22:00-07:00, several with commas between';
/** When a node works, as the clock on its own wall has it. */
const hours = z
  .string(HOURS_WORDS)
  .regex(new RegExp(`^${HOURS}(?:,${HOURS})*$`), HOURS_WORDS)
  .nullable();

/** A machine has fewer cores and GPUs than this; more slots than that is a typing slip. */
const MOST_SLOTS = 1024;
/** Longest drain: an hour. */
const MOST_GRACE_S = 3_600;
/** What the makers of the interface accept in one request. */
const MOST_REQUEST_CHARACTERS = 4_096;
/** A segment has several utterances and must be spoken within five minutes. */
const MOST_REQUEST_S = 120;

/**
 * Every setting: its key in `e2a.toml`, its variable, its default (null = worked out, see `config/e2a.toml`).
 * `secret` ones are taken from the environment only, so that they are not shared with a file by accident: from the
 * variable, or from the file that the variable with the ending `_FILE` names.
 */
export const SETTINGS = {
  serverUrl: { key: 'server.url', env: 'E2A_NATS_URL', schema: optionalText, fallback: null },
  serverContext: { key: 'server.context', env: 'E2A_NATS_CONTEXT', schema: optionalText, fallback: null },
  serverUser: { key: 'server.user', env: 'E2A_NATS_USER', schema: optionalText, fallback: null },
  serverPassword: {
    key: 'server.password',
    env: 'E2A_NATS_PASSWORD',
    schema: optionalText,
    fallback: null,
    secret: true,
  },
  serverToken: { key: 'server.token', env: 'E2A_NATS_TOKEN', schema: optionalText, fallback: null, secret: true },
  serverCa: { key: 'server.ca_file', env: 'E2A_NATS_CA', schema: optionalText, fallback: null },
  engine: { key: 'speech.engine', env: 'E2A_ENGINE', schema: someText, fallback: 'auto' },
  voice: { key: 'speech.voice', env: 'E2A_VOICE', schema: optionalText, fallback: null },
  lexicon: { key: 'speech.lexicon', env: 'E2A_LEXICON', schema: optionalText, fallback: null },
  speed: { key: 'pace.speed', env: 'E2A_SPEED', schema: speed, fallback: 1 },
  pauses: { key: 'pace.pauses', env: 'E2A_PAUSES', schema: pauses, fallback: {} },
  openaiUrl: { key: 'openai.url', env: 'E2A_OPENAI_URL', schema: optionalText, fallback: null },
  openaiKey: { key: 'openai.key', env: 'E2A_OPENAI_KEY', schema: optionalText, fallback: null, secret: true },
  openaiModel: { key: 'openai.model', env: 'E2A_OPENAI_MODEL', schema: someText, fallback: 'tts-1' },
  openaiFormat: { key: 'openai.format', env: 'E2A_OPENAI_FORMAT', schema: oneOf('wav', 'pcm'), fallback: 'wav' },
  openaiExtra: { key: 'openai.extra', env: 'E2A_OPENAI_EXTRA', schema: jsonTable, fallback: {} },
  openaiCharacters: {
    key: 'openai.characters',
    env: 'E2A_OPENAI_CHARACTERS',
    schema: wholeNumber(1, MOST_REQUEST_CHARACTERS),
    fallback: 1_000,
  },
  openaiSlots: { key: 'openai.slots', env: 'E2A_OPENAI_SLOTS', schema: wholeNumber(1, MOST_SLOTS), fallback: 4 },
  openaiTimeout: {
    key: 'openai.timeout_seconds',
    env: 'E2A_OPENAI_TIMEOUT',
    schema: wholeNumber(1, MOST_REQUEST_S),
    fallback: 60,
  },
  openaiPrice: { key: 'openai.price', env: 'E2A_OPENAI_PRICE', schema: price, fallback: 0 },
  openaiCurrency: { key: 'openai.currency', env: 'E2A_OPENAI_CURRENCY', schema: someText, fallback: 'USD' },
  recogniserModel: { key: 'recogniser.model', env: 'E2A_RECOGNISER_MODEL', schema: optionalText, fallback: null },
  outputFormat: {
    key: 'output.format',
    env: 'E2A_FORMAT',
    schema: oneOf('m4b', 'mp3', 'opus', 'flac', 'wav'),
    fallback: 'm4b',
  },
  outputSplit: { key: 'output.split', env: 'E2A_SPLIT', schema: oneOf('none', 'chapters'), fallback: 'none' },
  outputExtras: { key: 'output.extras', env: 'E2A_EXTRAS', schema: text, fallback: '' },
  outputLibrary: { key: 'output.library', env: 'E2A_LIBRARY', schema: optionalText, fallback: null },
  outputLayout: {
    key: 'output.layout',
    env: 'E2A_LAYOUT',
    schema: someText,
    fallback: '{author}/{series}/{title}',
  },
  slots: { key: 'node.slots', env: 'E2A_SLOTS', schema: wholeNumber(0, MOST_SLOTS), fallback: 0 },
  gpu: { key: 'node.gpu', env: 'E2A_GPU', schema: gpuNames, fallback: 'none' },
  nodeName: { key: 'node.name', env: 'E2A_NODE', schema: optionalText, fallback: null },
  nodeHours: { key: 'node.hours', env: 'E2A_HOURS', schema: hours, fallback: null },
  graceSeconds: { key: 'node.grace_seconds', env: 'E2A_GRACE', schema: wholeNumber(0, MOST_GRACE_S), fallback: 30 },
  webHost: { key: 'web.host', env: 'E2A_WEB_HOST', schema: listenHost, fallback: '127.0.0.1' },
  webPort: { key: 'web.port', env: 'E2A_WEB_PORT', schema: webPort, fallback: 7860 },
  webBasePath: { key: 'web.base_path', env: 'E2A_WEB_BASE_PATH', schema: basePath, fallback: '' },
  webMaxUploadMb: { key: 'web.max_upload_mb', env: 'E2A_WEB_MAX_UPLOAD_MB', schema: uploadMb, fallback: 500 },
  webTrustedHosts: {
    key: 'web.trusted_hosts',
    env: 'E2A_WEB_TRUSTED_HOSTS',
    schema: hostNames,
    fallback: '',
  },
  webName: { key: 'web.name', env: 'E2A_WEB_NAME', schema: badgeName, fallback: null },
  webToken: { key: 'web.token', env: 'E2A_WEB_TOKEN', schema: accessToken, fallback: null, secret: true },
  webSubmitToken: {
    key: 'web.submit_token',
    env: 'E2A_WEB_SUBMIT_TOKEN',
    schema: accessToken,
    fallback: null,
    secret: true,
  },
  webViewToken: { key: 'web.view_token', env: 'E2A_WEB_VIEW_TOKEN', schema: accessToken, fallback: null, secret: true },
  statusHost: { key: 'status.host', env: 'E2A_STATUS_HOST', schema: listenHost, fallback: '127.0.0.1' },
  statusPort: { key: 'status.port', env: 'E2A_STATUS_PORT', schema: statusPort, fallback: 7861 },
  watchFolder: { key: 'watch.folder', env: 'E2A_WATCH_FOLDER', schema: optionalText, fallback: null },
  watchPolling: { key: 'watch.polling', env: 'E2A_WATCH_POLLING', schema: onOrOff, fallback: false },
  noticesNtfyUrl: {
    key: 'notices.ntfy_url',
    env: 'E2A_NTFY_URL',
    schema: serviceUrl,
    fallback: null,
    hidden: 'path',
  },
  noticesNtfyToken: {
    key: 'notices.ntfy_token',
    env: 'E2A_NTFY_TOKEN',
    schema: optionalText,
    fallback: null,
    secret: true,
  },
  noticesWebhookUrl: {
    key: 'notices.webhook_url',
    env: 'E2A_WEBHOOK_URL',
    schema: serviceUrl,
    fallback: null,
    hidden: 'path',
  },
  noticesWebhookSecret: {
    key: 'notices.webhook_secret',
    env: 'E2A_WEBHOOK_SECRET',
    schema: optionalText,
    fallback: null,
    secret: true,
  },
  noticesEvents: {
    key: 'notices.events',
    env: 'E2A_NOTICES_EVENTS',
    schema: eventTypes,
    fallback: 'book-completed,book-partial,book-failed',
  },
  noticesPageUrl: { key: 'notices.page_url', env: 'E2A_NOTICES_PAGE_URL', schema: pageUrl, fallback: null },
  audiobookshelfUrl: {
    key: 'audiobookshelf.url',
    env: 'E2A_AUDIOBOOKSHELF_URL',
    schema: serviceUrl,
    fallback: null,
  },
  audiobookshelfToken: {
    key: 'audiobookshelf.token',
    env: 'E2A_AUDIOBOOKSHELF_TOKEN',
    schema: optionalText,
    fallback: null,
    secret: true,
  },
  audiobookshelfLibrary: {
    key: 'audiobookshelf.library',
    env: 'E2A_AUDIOBOOKSHELF_LIBRARY',
    schema: optionalText,
    fallback: null,
  },
  audiobookshelfFolder: {
    key: 'audiobookshelf.folder',
    env: 'E2A_AUDIOBOOKSHELF_FOLDER',
    schema: optionalText,
    fallback: null,
  },
  dataFolder: { key: 'folders.data', env: 'E2A_DATA', schema: optionalText, fallback: null },
  cacheFolder: { key: 'folders.cache', env: 'E2A_CACHE', schema: optionalText, fallback: null },
  voicesFolder: { key: 'folders.voices', env: 'E2A_VOICES', schema: optionalText, fallback: null },
  embeddedServer: { key: 'embedded.server', env: 'E2A_NATS_SERVER', schema: optionalText, fallback: null },
  logLevel: {
    key: 'log.level',
    env: 'E2A_LOG',
    schema: oneOf('auto', 'silent', 'error', 'warn', 'info', 'debug', 'trace'),
    fallback: 'auto',
  },
  logFormat: { key: 'log.format', env: 'E2A_LOG_FORMAT', schema: oneOf('auto', 'json', 'text'), fallback: 'auto' },
} as const satisfies Record<string, SettingDefinition>;

export type SettingValue = string | number | boolean | JsonObject | null;

export interface SettingDefinition {
  /** `section.name` in a TOML file. */
  readonly key: string;
  readonly env: string;
  readonly schema: z.ZodType<SettingValue>;
  readonly fallback: SettingValue;
  readonly secret?: true;
  /** The path of this address is a secret: screens show where it leads. */
  readonly hidden?: 'path';
}

export type SettingName = keyof typeof SETTINGS;

export type SettingValues = { readonly [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> };

/** What a command runs with: the values, and folders that are never null. */
export type Settings = Omit<SettingValues, 'dataFolder' | 'cacheFolder' | 'voicesFolder'> & {
  readonly dataFolder: string;
  readonly cacheFolder: string;
  readonly voicesFolder: string;
};

/** Values of command-line flags; what is absent was not given. */
export type FlagValues = { readonly [N in SettingName]?: string | number | undefined };

/** Where a value came from. */
export type Origin =
  | { readonly from: 'flag' }
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'default' };

export const settingNames = Object.keys(SETTINGS) as readonly SettingName[];

export const isSecret = (name: SettingName): boolean => 'secret' in SETTINGS[name];
