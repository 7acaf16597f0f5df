import { join } from 'node:path';
import type { CatalogueVoice, VoiceFile, VoicePart } from './catalogue-voice.js';
import { hasRightLength } from './checked-file.js';
import { fileLength } from './file-length.js';

/** One file of a voice, and how it lies here. */
export interface FoundFile {
  readonly part: VoicePart;
  readonly file: VoiceFile;
  /** Absolute; where it would lie when it is missing. */
  readonly path: string;
  readonly state: 'there' | 'missing' | 'wrong length';
}

/** Where a part's files are put by `pullVoice`. */
export const partFolder = (part: Pick<VoicePart, 'folder'>, folder: string): string => join(folder, part.folder);

/** A cheap look: digests are not computed. A voice's own files may lie openly in the voices folder, too. */
export async function foundFiles(voice: CatalogueVoice, folder: string): Promise<readonly FoundFile[]> {
  const looks = voice.parts.flatMap((part) => part.files.map((file) => look(voice, part, file, folder)));
  return Promise.all(looks);
}

/** Whether it can be used; a lost licence card stops nobody. */
export async function isInstalled(voice: CatalogueVoice, folder: string): Promise<boolean> {
  const found = await foundFiles(voice, folder);
  return found.every(({ file, state }) => state === 'there' || file.name === voice.card);
}

async function look(voice: CatalogueVoice, part: VoicePart, file: VoiceFile, folder: string): Promise<FoundFile> {
  const usual = join(partFolder(part, folder), file.name);
  const places = part.folder === voice.name ? [usual, join(folder, file.name)] : [usual];
  for (const path of places) {
    if ((await fileLength(path)) === null) continue;
    return { part, file, path, state: (await hasRightLength(path, file)) ? 'there' : 'wrong length' };
  }
  return { part, file, path: usual, state: 'missing' };
}
