import { statfs } from 'node:fs/promises';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import type { VoiceFile } from './catalogue-voice.js';

const MEGABYTE = 1_000_000;
/** A disk that is filled to its last byte stops other programs: what else is going on there needs so much. */
const SPARE_BYTES = 20 * MEGABYTE;

/** @throws UserError (exit 7) when the files will not fit: better now than after some hundred megabytes. */
export async function demandSpace(folder: string, files: readonly VoiceFile[]): Promise<void> {
  const needed = files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  const disk = await statfs(folder).catch(() => null);
  if (disk === null) return;
  const free = disk.bavail * disk.bsize;
  // Some file systems of networks tell no size at all.
  if (disk.blocks === 0 || free >= needed + SPARE_BYTES) return;
  throw unwritable(folder, `It needs ${megabytes(needed)}, and ${megabytes(free)} are free there.`);
}

const WRITE_TROUBLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST']);
const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full; what has come is kept and goes on from there.',
  EDQUOT: 'Your share of the disk is used up; what has come is kept and goes on from there.',
};

/** A folder that cannot be written is the user's to mend, whatever the source; anything else stays what it is. */
export function asWriteError(thrown: unknown, folder: string): Error {
  const error = toError(thrown);
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof UserError || !WRITE_TROUBLE.has(code)) return error;
  return unwritable(folder, FULL[code] ?? error.message, error);
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / MEGABYTE)} MB`;

const unwritable = (folder: string, why: string, cause?: Error): UserError =>
  new UserError(
    {
      code: CODES.downloadFailed,
      what: `The voice cannot be written to ${folder}.`,
      why,
      fix: 'Make room there, or choose another folder for voices: E2A_VOICES=FOLDER',
    },
    EXIT.unavailable,
    { cause },
  );
