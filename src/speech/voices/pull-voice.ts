import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { type Catalogue, type CatalogueVoice, loadCatalogue, type VoiceFile, type VoicePart } from './catalogue.js';
import { accept, byteLimit, isIntact } from './checked-file.js';
import { asWriteError, demandSpace } from './disk-space.js';
import { fileLength } from './file-length.js';
import { type InstalledVoice, installedVoice } from './installed-voice.js';
import { takePullLock } from './pull-lock.js';
import { type NamedSource, type OpenSource, SourceError } from './sources/index.js';
import { partFolder } from './voice-files.js';
import { type SourceChoice, sourcesOf } from './voice-sources.js';

export interface PullProgress {
  readonly file: string;
  /** Bytes here by now. */
  readonly received: number;
  /** null where the length is not known beforehand. */
  readonly total: number | null;
}

export interface PullOptions extends SourceChoice {
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
  /** One sentence for the user about what happens now. */
  readonly say?: (sentence: string) => void;
  readonly catalogue?: Catalogue;
  /** Takes the place of all other sources: a cluster that has the voice. */
  readonly sourcesOf?: (part: VoicePart) => readonly NamedSource[];
}

/** One part of a voice on its way. */
interface Pull extends PullOptions {
  readonly voice: CatalogueVoice;
  readonly part: VoicePart;
  /** Absolute. */
  readonly target: string;
  readonly signal: AbortSignal;
}

/**
 * Brings a catalogue voice into its folders under `folder`. What is there and whole is left alone; what was begun goes on.
 * @throws UserError `voiceUnknown` (exit 5), or `downloadFailed` (exit 7) with what each source said.
 * An abort rejects with the signal's reason and keeps what has come.
 */
export async function pullVoice(name: string, folder: string, options: PullOptions = {}): Promise<InstalledVoice> {
  const catalogue = options.catalogue ?? (await loadCatalogue());
  const voice = catalogue.voices.find((candidate) => candidate.name === name);
  if (!voice || voice.parts.length === 0) return installedVoice(name, folder, catalogue);
  const signal = options.signal ?? new AbortController().signal;
  for (const part of voice.parts) {
    const target = partFolder(part, folder);
    const sources = options.sourcesOf?.(part) ?? sourcesOf(part, catalogue, options);
    await pullPart({ ...options, voice, part, target, signal }, sources);
  }
  options.say?.(`The voice ${name} is in ${voice.parts.map((part) => partFolder(part, folder)).join(' and ')}.`);
  return installedVoice(name, folder, catalogue);
}

async function pullPart(pull: Pull, sources: readonly NamedSource[]): Promise<void> {
  const { target, part, signal } = pull;
  await writing(target, () => mkdir(target, { recursive: true }));
  if ((await missingIn(target, part)).length === 0) return;
  const onWait = (): void => pull.say?.(`Another e2a is fetching files into ${target}; waiting for it.`);
  const lock = await writing(target, () => takePullLock(target, signal, onWait));
  try {
    await fetchMissing(pull, sources);
  } finally {
    await lock.release();
  }
}

async function fetchMissing(pull: Pull, sources: readonly NamedSource[]): Promise<void> {
  const { target, part, voice, signal } = pull;
  const passedOver: string[] = [];
  for (const source of sources) {
    const missing = await missingIn(target, part);
    const held = missing.filter(({ name }) => source.placeOf(name) !== null);
    if (missing.length === 0) return;
    if (held.length === 0) continue;
    await demandSpace(target, held);
    pull.say?.(`Fetching ${nameOf(held, pull)} from ${source.what}.`);
    const why = await tryCopy(source, held, pull);
    signal.throwIfAborted();
    if (why === null) continue;
    passedOver.push(`${source.what}: ${why}`);
    pull.say?.(`Passed over ${source.what}: ${why}.`);
  }
  const missing = await missingIn(target, part);
  if (missing.length > 0) throw downloadFailed(voice, missing, target, passedOver);
}

/** A shared part is called by its files: somebody who has it already is not to think it comes again. */
const nameOf = (held: readonly VoiceFile[], { voice, part }: Pull): string =>
  part.folder === voice.name
    ? `the voice ${voice.name}`
    : `${held.map(({ name }) => `${part.folder}/${name}`).join(', ')} for the voice ${voice.name}`;

/** null when everything came; else why not. */
async function tryCopy(source: NamedSource, files: readonly VoiceFile[], pull: Pull): Promise<string | null> {
  let open: OpenSource | undefined;
  try {
    open = await source.open(pull.signal);
    for (const file of files) await copyOne(open, file, source.placeOf(file.name) ?? file.name, pull);
    return null;
  } catch (error) {
    pull.signal.throwIfAborted();
    if (error instanceof SourceError) return error.message;
    throw asWriteError(error, pull.target);
  } finally {
    await open?.close();
  }
}

async function copyOne(source: OpenSource, file: VoiceFile, place: string, pull: Pull): Promise<void> {
  const path = join(pull.target, file.name);
  const part = `${path}.part`;
  const onBytes = (received: number): void => pull.onProgress?.({ file: file.name, received, total: file.bytes });
  const copy = async (): Promise<void> => {
    await source.copy({ file, place, part, limit: byteLimit(file), signal: pull.signal, onBytes });
    await accept(part, path, file);
  };
  const goesOn = ((await fileLength(part)) ?? 0) > 0;
  try {
    await copy();
  } catch (error) {
    // The half that lay there may have been of another file: it is gone now, so the source gets one clean try.
    if (!goesOn || !(error instanceof SourceError) || (await fileLength(part)) !== null) throw error;
    await copy();
  }
}

async function missingIn(target: string, part: VoicePart): Promise<readonly VoiceFile[]> {
  const checks = await Promise.all(
    part.files.map(async (file) => ((await isIntact(join(target, file.name), file)) ? [] : [file])),
  );
  return checks.flat();
}

function downloadFailed(
  voice: CatalogueVoice,
  missing: readonly VoiceFile[],
  target: string,
  passedOver: readonly string[],
): UserError {
  return new UserError(
    {
      code: CODES.downloadFailed,
      what: `The voice ${voice.name} could not be fetched.`,
      why: passedOver.join('; '),
      fix: `Put ${missing.map((file) => file.name).join(', ')} into ${target} by hand, or try again: e2a voices pull ${voice.name}`,
    },
    EXIT.unavailable,
  );
}

async function writing<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asWriteError(error, target);
  }
}
