import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { type Catalogue, type CatalogueVoice, isVoiceName, loadCatalogue } from './catalogue.js';
import { unknownVoice } from './installed-voice.js';
import { ownFiles } from './own-voices.js';
import { foundFiles, isInstalled } from './voice-files.js';

/** What `removeVoice` did. */
export interface RemovedVoice {
  readonly name: string;
  /** Absolute paths. */
  readonly removed: readonly string[];
  readonly bytes: number;
  /** Files that stay because these installed voices need them, too. */
  readonly keptFor: readonly string[];
}

/** Copies that engines made of a model, and what a fetch left. */
const isMadeOf = (model: string, name: string): boolean =>
  name.startsWith(`${model.replace(/\.onnx$/, '')}.`) && /\.patched-v\d+\.|\.part$/.test(name);

/**
 * Takes a catalogue voice's files away, and what was made of them; what another installed voice needs stays.
 * @throws UserError (exit 5) for a voice that does not exist or is not here, (exit 2) for one of the user's own
 */
export async function removeVoice(name: string, folder: string, catalogue?: Catalogue): Promise<RemovedVoice> {
  const known = (catalogue ?? (await loadCatalogue())).voices;
  const voice = known.find((candidate) => candidate.name === name);
  if (voice === undefined) throw await notOurs(name, folder, known);
  const files = await foundFiles(voice, folder);
  const others = await usersOf(
    files.map(({ path }) => path),
    voice,
    known,
    folder,
  );
  const unneeded = files.filter(({ path }) => !others.has(path));
  const here = unneeded.filter(({ state }) => state !== 'missing').map(({ path }) => path);
  const removed = [...here, ...(await Promise.all(unneeded.map(({ path }) => copiesBeside(path)))).flat()];
  if (removed.length === 0 && files.every(({ state }) => state === 'missing')) throw notHere(name, folder);
  const sizes = await Promise.all(removed.map(async (path) => (await stat(path)).size));
  for (const path of removed) await rm(path, { force: true });
  for (const place of new Set(removed.map((path) => dirname(path)))) if (place !== folder) await removeEmpty(place);
  return {
    name,
    removed,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    keptFor: [...new Set([...others.values()].flat())].sort(),
  };
}

/** Which other installed voices need a file, by its path. */
async function usersOf(
  paths: readonly string[],
  voice: CatalogueVoice,
  known: readonly CatalogueVoice[],
  folder: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folders = new Set(voice.parts.map((part) => part.folder));
  const related = known.filter((other) => other !== voice && other.parts.some((part) => folders.has(part.folder)));
  const users = new Map<string, string[]>();
  for (const other of related) {
    if (!(await isInstalled(other, folder))) continue;
    for (const { path } of await foundFiles(other, folder))
      if (paths.includes(path)) users.set(path, [...(users.get(path) ?? []), other.name]);
  }
  return users;
}

async function copiesBeside(path: string): Promise<readonly string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  return names.filter((name) => isMadeOf(basename(path), name)).map((name) => join(dirname(path), name));
}

/** Whatever else lies there is not ours. */
const removeEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

const notHere = (name: string, folder: string): UserError =>
  new UserError(
    { code: CODES.voiceMissing, what: `The voice ${name} is not installed.`, why: `Nothing of it is in ${folder}.` },
    EXIT.notFound,
  );

async function notOurs(name: string, folder: string, known: readonly CatalogueVoice[]): Promise<UserError> {
  const own = isVoiceName(name) ? await ownFiles(name, folder) : null;
  if (own === null) return unknownVoice(name, known);
  return new UserError(
    {
      code: CODES.usage,
      what: `The voice ${name} is one of your own, which e2a did not bring.`,
      why: 'It could not fetch it again.',
      fix: `delete ${Object.values(own.files).join(' and ')} yourself`,
    },
    EXIT.usage,
  );
}
