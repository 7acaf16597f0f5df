import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { writeWhole } from '../whole-file.js';

/** Ten thousand words, with comments. */
const MOST_BYTES = 4 * 1024 ** 2;

/** The text of a list; null when there is none. @throws UserError (exit 2) when it cannot be read */
export async function readListText(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw unusable(path, `It is larger than ${MOST_BYTES} bytes.`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unusable(path, error instanceof TypeError ? 'It is not text in UTF-8.' : toError(error).message, error);
  }
}

/** All or nothing: a list that somebody edited by hand is never half there. @throws UserError (exit 1) */
export async function writeListText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, text);
  } catch (error) {
    throw new UserError(
      {
        code: CODES.outputUnwritable,
        what: `The word list ${path} cannot be written.`,
        why: toError(error).message,
        fix: 'check the folder, or name another list with --series PATH',
      },
      EXIT.failed,
      { cause: error },
    );
  }
}

const unusable = (path: string, why: string, cause?: unknown): UserError =>
  new UserError(
    { code: CODES.wordList, what: `The word list ${path} cannot be read.`, why, fix: `edit ${path}` },
    EXIT.usage,
    { cause },
  );
