import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';
import { writeWhole } from '../whole-file.js';

/** Several times the longest book with every passage in it. */
const MOST_BYTES = 64 * 1024 ** 2;

/** @throws UserError (exit 6) when there is no such file or it is none to edit. */
export async function readPlanText(name: string, cwd: string): Promise<string> {
  const path = resolve(cwd, name);
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw unreadable(name, 'It is not a file.');
    if (facts.size > MOST_BYTES) throw unreadable(name, `It is larger than ${MOST_BYTES} bytes.`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw unreadable(name, isMissing ? 'There is no such file.' : toError(error).message);
  }
}

/**
 * Writes beside its place, then renames: never half a file. Another file there stays unless `force`.
 * @throws UserError (exit 2)
 */
export async function savePlanText(name: string, cwd: string, text: string, force: boolean): Promise<string> {
  const path = resolve(cwd, name);
  if (!force && (await isThere(path))) throw occupied(name);
  try {
    await writeWhole(path, text);
    return path;
  } catch (error) {
    throw unwritable(name, error);
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const unreadable = (name: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.fileUnreadable,
      what: `The plan file ${name} cannot be read.`,
      why,
      fix: `make one: e2a plan BOOK --save ${name}`,
    },
    EXIT.badInput,
  );

const occupied = (name: string): UserError =>
  new UserError(
    {
      code: CODES.outputExists,
      what: `${name} is there already.`,
      why: 'It may hold your changes.',
      fix: 'name another file with --save, or write over it with --force',
    },
    EXIT.usage,
  );

const unwritable = (name: string, cause: unknown): UserError =>
  new UserError(
    {
      code: CODES.outputUnwritable,
      what: `${name} cannot be written.`,
      why: whyUnwritable(cause),
      fix: 'name a file in a folder that exists and is yours, with --save',
    },
    EXIT.usage,
    { cause },
  );

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'Its folder does not exist.',
  ENOTDIR: 'Its folder is a file.',
  EISDIR: 'It is a folder.',
  EACCES: 'You may not write there.',
  EPERM: 'You may not write there.',
  EROFS: 'That disk is read-only.',
  ENOSPC: 'That disk is full.',
};

const whyUnwritable = (cause: unknown): string =>
  REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? toError(cause).message;
