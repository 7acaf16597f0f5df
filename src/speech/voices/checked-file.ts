import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FileDigest, VoiceFile } from './catalogue-voice.js';
import { fileLength } from './file-length.js';
import { SourceError } from './sources/index.js';
import { readVoiceConfig } from './voice-config.js';

/** Bytes of a file whose length the catalogue does not know: descriptions and cards. */
const SMALL_FILE_LIMIT = 1_048_576;

export const byteLimit = (file: VoiceFile): number => file.bytes ?? SMALL_FILE_LIMIT;

/** Hex digest of a file, read in pieces. */
export async function fileDigest(path: string, algorithm: FileDigest['algorithm']): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Whether a file of the right length lies there; a cheap look, the digest is not computed. */
export async function hasRightLength(path: string, file: VoiceFile): Promise<boolean> {
  const length = await fileLength(path);
  return length !== null && length > 0 && length <= byteLimit(file) && (file.bytes === null || length === file.bytes);
}

export async function isIntact(path: string, file: VoiceFile): Promise<boolean> {
  if (!(await hasRightLength(path, file))) return false;
  if (file.as === 'config' && !(await isVoiceConfig(path))) return false;
  return file.digest === null || (await fileDigest(path, file.digest.algorithm)) === file.digest.hex;
}

/** A page that asks for a login may come in place of a description, with status 200. */
const isVoiceConfig = (path: string): Promise<boolean> =>
  readVoiceConfig(path).then(
    () => true,
    () => false,
  );

/**
 * Gives a finished download its name.
 * @throws SourceError when its length or digest is not the catalogue's; the download is deleted then.
 */
export async function accept(part: string, path: string, file: VoiceFile): Promise<void> {
  if (await isIntact(part, file)) return rename(part, path);
  const length = (await fileLength(part)) ?? 0;
  await rm(part, { force: true });
  throw new SourceError(
    file.bytes !== null && length !== file.bytes
      ? `${file.name} has ${length} bytes instead of ${file.bytes}`
      : `${file.name} is not the file the catalogue knows`,
  );
}
