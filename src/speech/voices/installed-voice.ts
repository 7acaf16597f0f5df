import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { type Catalogue, type CatalogueVoice, isVoiceName, loadCatalogue, type VoiceFile } from './catalogue.js';
import { hasRightLength } from './checked-file.js';
import { fileLength } from './file-length.js';
import { readVoiceConfig } from './voice-config.js';

/** Absolute paths of a model voice's files. */
export interface VoicePaths {
  readonly model: string;
  readonly config: string;
}

/** A voice that can be used here and now. */
export interface InstalledVoice {
  readonly name: string;
  readonly engine: string;
  /** BCP 47, lower case. */
  readonly language: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly licence: string;
  /** null for an engine that needs no files. */
  readonly paths: VoicePaths | null;
  /** What the model file must be; null for a voice of the user's own. */
  readonly modelFile: VoiceFile | null;
}

/** A line of the list of voices. */
export interface VoiceListing {
  readonly name: string;
  readonly engine: string;
  readonly language: string;
  readonly quality: string;
  readonly installed: boolean;
  readonly defaultFor: readonly string[];
  /** A voice the catalogue does not know, put there by the user. */
  readonly own: boolean;
}

const MODEL_SUFFIX = '.onnx';
const CONFIG_SUFFIX = '.onnx.json';
/** Beside each model may lie its seeded copy; that is no voice. */
const SEEDED_COPY = /\.patched-v\d+\.onnx(?:\.json)?$/;
const OWN_LICENCE_UNKNOWN = 'It is a voice of your own and has no model card: e2a does not know its licence.';
/** Characters of a model card that are kept. */
const CARD_LIMIT = 4_000;

/**
 * A catalogue voice, or the user's own `NAME.onnx` with `NAME.onnx.json`, in the folder or in one named after the voice.
 * @throws UserError `voiceUnknown` (exit 5), `voiceMissing` or `voiceDamaged` (exit 7), each with what mends it.
 */
export async function installedVoice(name: string, folder: string, catalogue?: Catalogue): Promise<InstalledVoice> {
  const known = (catalogue ?? (await loadCatalogue())).voices;
  const entry = known.find((voice) => voice.name === name);
  const paths = isVoiceName(name) ? await findFiles(name, folder) : null;
  if (entry) return catalogueVoice(entry, paths, folder);
  if (paths) return ownVoice(name, paths);
  throw unknownVoice(name, known);
}

/** The catalogue's voices, then the user's own, by name. */
export async function listVoices(folder: string, catalogue?: Catalogue): Promise<readonly VoiceListing[]> {
  const known = (catalogue ?? (await loadCatalogue())).voices;
  const listed = await Promise.all(
    known.map(async (voice) => ({
      ...pick(voice),
      installed: (await missingFiles(voice, await findFiles(voice.name, folder))).length === 0,
      own: false,
    })),
  );
  const names = (await namesIn(folder)).filter((name) => !known.some((voice) => voice.name === name));
  const own = await Promise.all(names.map((name) => ownListing(name, folder)));
  return [...listed, ...own.filter((voice) => voice !== null)];
}

const pick = ({ name, engine, language, quality, defaultFor }: CatalogueVoice) => ({
  name,
  engine,
  language,
  quality,
  defaultFor,
});

/** Where a voice's files are put by `pullVoice`. */
export const voiceFolder = (name: string, folder: string): string => join(folder, name);

async function findFiles(name: string, folder: string): Promise<VoicePaths | null> {
  for (const place of [voiceFolder(name, folder), folder]) {
    const paths = { model: join(place, name + MODEL_SUFFIX), config: join(place, name + CONFIG_SUFFIX) };
    if ((await fileLength(paths.model)) !== null && (await fileLength(paths.config)) !== null) return paths;
  }
  return null;
}

/** Files the engine needs that are not there or have the wrong length; a lost licence card stops nobody. */
async function missingFiles(voice: CatalogueVoice, paths: VoicePaths | null): Promise<readonly string[]> {
  const needed = voice.files.filter((file) => file.name !== voice.card);
  if (!paths) return needed.map((file) => file.name);
  const checks = await Promise.all(
    needed.map(async (file) => {
      const path = file.name.endsWith(CONFIG_SUFFIX) ? paths.config : paths.model;
      return (await hasRightLength(path, file)) ? [] : [file.name];
    }),
  );
  return checks.flat();
}

async function catalogueVoice(
  voice: CatalogueVoice,
  paths: VoicePaths | null,
  folder: string,
): Promise<InstalledVoice> {
  const missing = await missingFiles(voice, paths);
  if (missing.length > 0) {
    const failure = paths
      ? {
          code: CODES.voiceDamaged,
          what: `The voice ${voice.name} is damaged.`,
          why: `Wrong length: ${missing.join(', ')}.`,
        }
      : { code: CODES.voiceMissing, what: `The voice ${voice.name} is not installed.`, why: `It is not in ${folder}.` };
    throw new UserError({ ...failure, fix: `e2a voices pull ${voice.name}` }, EXIT.unavailable);
  }
  const { name, engine, language, sampleRate, licence } = voice;
  const modelFile = voice.files.find((file) => file.name.endsWith(MODEL_SUFFIX)) ?? null;
  return { name, engine, language, sampleRate, licence, paths: voice.files.length > 0 ? paths : null, modelFile };
}

async function ownVoice(name: string, paths: VoicePaths): Promise<InstalledVoice> {
  const { language, sampleRate } = await readVoiceConfig(paths.config);
  const card = await readFile(join(paths.model, '..', 'MODEL_CARD'), 'utf8').catch(() => OWN_LICENCE_UNKNOWN);
  const licence = card.slice(0, CARD_LIMIT).trim();
  return { name, engine: 'piper', language, sampleRate, licence, paths, modelFile: null };
}

async function ownListing(name: string, folder: string): Promise<VoiceListing | null> {
  const paths = await findFiles(name, folder);
  if (!paths) return null;
  const language = await readVoiceConfig(paths.config).then(
    (config) => config.language,
    () => 'unreadable',
  );
  return { name, engine: 'piper', language, quality: 'your own', installed: true, defaultFor: [], own: true };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => {
    if (entry.isDirectory()) return [entry.name];
    const isModel = entry.name.endsWith(MODEL_SUFFIX) && !SEEDED_COPY.test(entry.name);
    return isModel ? [entry.name.slice(0, -MODEL_SUFFIX.length)] : [];
  });
  return [...new Set(names)].filter(isVoiceName).sort();
}

function unknownVoice(name: string, known: readonly CatalogueVoice[]): UserError {
  const language = name.split(/[_-]/)[0]?.toLowerCase() ?? '';
  const near = known.filter((voice) => voice.language.startsWith(language) && language !== '');
  const names = (near.length > 0 ? near : known).map((voice) => voice.name);
  return new UserError(
    {
      code: CODES.voiceUnknown,
      what: `There is no voice "${name}".`,
      why: `Known are ${names.join(', ')}.`,
      fix: 'e2a voices',
    },
    EXIT.notFound,
  );
}
