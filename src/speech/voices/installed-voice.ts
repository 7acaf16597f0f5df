import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES, EXIT, nearest, UserError } from '../../core/index.js';
import { type Catalogue, type CatalogueVoice, isVoiceName, loadCatalogue, type VoiceFile } from './catalogue.js';
import { digestOnce } from './digest-once.js';
import { type OwnVoice, ownFiles } from './own-voices.js';
import { readVoiceConfig } from './voice-config.js';
import { type FoundFile, foundFiles } from './voice-files.js';

/** A voice that can be used here and now. */
export interface InstalledVoice {
  readonly name: string;
  readonly engine: string;
  /** BCP 47, lower case. */
  readonly language: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly licence: string;
  /** Absolute paths by what the engine calls a file (`model`, `config`, `style`), else by its name; empty for an engine that needs none. */
  readonly files: Readonly<Record<string, string>>;
  /** What the model file must be; null for a voice of the user's own. */
  readonly modelFile: VoiceFile | null;
}

/** Hz: every export of it gives the same. */
const KOKORO_FACTS = { sampleRate: 24_000 } as const;
const OWN_LICENCE_UNKNOWN = 'It is a voice of your own and has no model card: e2a does not know its licence.';
/** Characters of a model card that are kept. */
const CARD_LIMIT = 4_000;
/** Names shown of voices that may have been meant. */
const NAMES_SHOWN = 6;

/**
 * A catalogue voice, or the user's own: `NAME.onnx` with `NAME.onnx.json` in the folder or in one named after the voice, or
 * `NAME/model.onnx` with one style of Kokoro.
 * @throws UserError `voiceUnknown` (exit 5), `voiceMissing` or `voiceDamaged` (exit 7), each with what mends it.
 */
export async function installedVoice(name: string, folder: string, catalogue?: Catalogue): Promise<InstalledVoice> {
  const known = (catalogue ?? (await loadCatalogue())).voices;
  const entry = known.find((voice) => voice.name === name);
  if (entry) return catalogueVoice(entry, await foundFiles(entry, folder), folder);
  const own = isVoiceName(name) ? await ownFiles(name, folder) : null;
  if (own) return ownVoice(name, own);
  throw unknownVoice(name, known);
}

/** The path of one of its files. @throws UserError (exit 7, `voiceDamaged`) when it has none of that name */
export function voiceFile(voice: InstalledVoice, as: string): string {
  const path = voice.files[as];
  if (path !== undefined) return path;
  throw damaged(voice.name, `The catalogue names no ${as} for it.`);
}

/** sha256 of the model, which must be the one the catalogue knows. @throws UserError (exit 7, `voiceDamaged`) */
export async function modelDigest(voice: InstalledVoice): Promise<string> {
  const path = voiceFile(voice, 'model');
  const sha256 = await digestOnce(path, 'sha256');
  const expected = voice.modelFile?.digest;
  if (!expected) return sha256;
  const found = expected.algorithm === 'sha256' ? sha256 : await digestOnce(path, expected.algorithm);
  if (found === expected.hex) return sha256;
  throw damaged(voice.name, `${path} is not the file the catalogue knows.`);
}

function catalogueVoice(voice: CatalogueVoice, found: readonly FoundFile[], folder: string): InstalledVoice {
  // A lost licence card stops nobody.
  const needed = found.filter(({ file }) => file.name !== voice.card);
  const wanting = needed.filter(({ state }) => state !== 'there');
  if (wanting.length > 0) throw unusable(voice.name, wanting, needed.length, folder);
  const { name, engine, language, sampleRate, licence } = voice;
  const files = Object.fromEntries(needed.map(({ file, path }) => [file.as, path]));
  const modelFile = needed.find(({ file }) => file.as === 'model')?.file ?? null;
  return { name, engine, language, sampleRate, licence, files, modelFile };
}

function unusable(name: string, wanting: readonly FoundFile[], needed: number, folder: string): UserError {
  const missing = wanting.filter(({ state }) => state === 'missing').map(({ file }) => file.name);
  const wrong = wanting.filter(({ state }) => state === 'wrong length').map(({ file }) => file.name);
  const fix = `e2a voices pull ${name}`;
  if (missing.length === needed) {
    const failure = { what: `The voice ${name} is not installed.`, why: `It is not in ${folder}.`, fix };
    return new UserError({ code: CODES.voiceMissing, ...failure }, EXIT.unavailable);
  }
  const why = [
    ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
    ...(wrong.length > 0 ? [`Wrong length: ${wrong.join(', ')}.`] : []),
  ];
  return damaged(name, why.join(' '));
}

async function ownVoice(name: string, own: OwnVoice): Promise<InstalledVoice> {
  const { engine, files } = own;
  const facts = own.engine === 'piper' ? await readVoiceConfig(own.files.config) : { ...KOKORO_FACTS, ...own };
  const { language, sampleRate } = facts;
  const card = await readFile(join(files.model, '..', 'MODEL_CARD'), 'utf8').catch(() => OWN_LICENCE_UNKNOWN);
  const licence = card.slice(0, CARD_LIMIT).trim();
  return { name, engine, language, sampleRate, licence, files, modelFile: null };
}

const damaged = (voice: string, why: string): UserError =>
  new UserError(
    { code: CODES.voiceDamaged, what: `The voice ${voice} is damaged.`, why, fix: `e2a voices pull ${voice}` },
    EXIT.unavailable,
  );

/** With the one that was meant, where that can be told. @param known all voices there are */
export function unknownVoice(name: string, known: readonly Pick<CatalogueVoice, 'name' | 'language'>[]): UserError {
  const language = name.split(/[_-]/)[0]?.toLowerCase() ?? '';
  const near = known.filter((voice) => voice.language.split('-')[0] === language).map((voice) => voice.name);
  const names = known.map((voice) => voice.name);
  const holding = names.filter((candidate) => candidate.toLowerCase().includes(name.toLowerCase()));
  const meant = holding.length > 0 ? holding : [nearest(name, names) ?? []].flat();
  return new UserError(
    {
      code: CODES.voiceUnknown,
      what: `There is no voice "${name}".`,
      why: whyUnknown(known.length, meant.slice(0, NAMES_SHOWN), near.slice(0, NAMES_SHOWN)),
      fix: near.length > 0 ? `e2a voices --language ${language}` : 'e2a voices --all',
    },
    EXIT.notFound,
  );
}

/** @param meant names like what was typed @param ofLanguage voices of the language it begins with */
function whyUnknown(known: number, meant: readonly string[], ofLanguage: readonly string[]): string {
  if (meant.length === 1) return `Did you mean ${meant[0]}?`;
  if (meant.length > 1) return `Did you mean one of these: ${meant.join(', ')}?`;
  if (ofLanguage.length > 0) return `Of that language there are ${ofLanguage.join(', ')}.`;
  return `None of the ${known} known ones is called like that.`;
}
