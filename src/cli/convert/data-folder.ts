import { access, constants, mkdir, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CODES, EXIT, toError, UserError } from '../../core/index.js';

/** For its owner only: the server's passwords lie there. */
const MODE = 0o700;

/**
 * The folder exists and can be written when this resolves. Throws a UserError (exit 2) when it cannot be made.
 * @returns the folders that were made for it, the innermost first
 */
export async function demandDataFolder(folder: string): Promise<readonly string[]> {
  try {
    const made = await makeFolder(folder);
    await access(folder, constants.W_OK);
    return made;
  } catch (error) {
    throw new UserError(
      {
        code: CODES.outputUnwritable,
        what: `The data folder ${folder} cannot be used.`,
        why: toError(error).message,
        fix: 'name a folder of yours with --data, or set E2A_DATA',
      },
      EXIT.usage,
      { cause: error },
    );
  }
}

/** Parents first, one at a time: Node 20's own recursive `mkdir` never ends where a parent exists and yet holds nothing (/proc). */
async function makeFolder(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { mode: MODE });
    return [folder];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return [];
    const parent = dirname(folder);
    if (code !== 'ENOENT' || parent === folder || (await exists(parent))) throw error;
    const made = await makeFolder(parent);
    await mkdir(folder, { mode: MODE });
    return [folder, ...made];
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Takes folders away that `demandDataFolder` has made; one in which something lies by now stays. */
export async function removeMade(made: readonly string[]): Promise<void> {
  for (const folder of made) await rmdir(folder).catch(() => undefined);
}
