import { dirname, join } from 'node:path';
import { CODES, EXIT, parseJson, toError, UserError } from '../../core/index.js';
import { orderWishesFrom, type SentWishes } from '../../ordering/index.js';
import { smallFile } from './small-file.js';

/** What a folder's books are wanted like; it holds for folders below, too, that have none of their own. */
const FILE = 'wishes.json';
/** Wishes with every chapter named are smaller. */
const MOST_BYTES = 64 * 1024;

/**
 * The wishes for a book: those of its folder, else of the next one up to the watched one.
 * @throws UserError (exit 2) that names the file and what is wrong with it
 */
export async function wishesNear(book: string, folder: string): Promise<SentWishes> {
  for (let place = dirname(book); ; place = dirname(place)) {
    const path = join(place, FILE);
    const text = await textOf(path);
    if (text !== null) return wishesIn(text, path);
    if (place === folder || place === dirname(place)) return {};
  }
}

const textOf = (path: string): Promise<string | null> =>
  smallFile(path, MOST_BYTES).catch((error: unknown) => {
    throw unusable(path, toError(error).message);
  });

function wishesIn(text: string, path: string): SentWishes {
  const read = parseJson(text);
  if (!read.ok) throw unusable(path, read.error);
  try {
    return orderWishesFrom(read.value);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw unusable(path, [error.failure.what, error.failure.why].filter(Boolean).join(' '));
  }
}

const unusable = (path: string, why: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `The wishes in ${path} cannot be used.`,
      why,
      fix: 'mend the file, as in {"voice": "hibari-heart"}; then take away the notes (.e2a.json) of its books, and they are tried again',
    },
    EXIT.usage,
  );
