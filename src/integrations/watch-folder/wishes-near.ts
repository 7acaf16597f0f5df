import { dirname, join } from 'node:path';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, parseJson, toError, UserError } from '../../core/index.js';
import { type OrderWishes, orderWishesFrom } from '../../ordering/index.js';
import { FORMATS, SPLITS } from '../../planning/index.js';
import { smallFile } from './small-file.js';

/** What a folder's books are wanted like; it holds for folders below, too, that have none of their own. */
const FILE = 'wishes.json';
/** Wishes with every chapter named are smaller. */
const MOST_BYTES = 64 * 1024;

/**
 * The wishes for a book: those of its folder, else of the next one up to the watched one.
 * @throws UserError (exit 2) that names the file and what is wrong with it
 */
export async function wishesNear(book: string, folder: string): Promise<OrderWishes> {
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

function wishesIn(text: string, path: string): OrderWishes {
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

/** The settings under the wishes that are settings, too. Throws a UserError (exit 2) for a format that is none. */
export const wishedConfiguration = (configuration: Settings, wishes: OrderWishes): Settings => ({
  ...configuration,
  voice: wishes.voice ?? configuration.voice,
  engine: wishes.engine ?? configuration.engine,
  outputFormat: oneOf(FORMATS, wishes.format) ?? configuration.outputFormat,
  outputSplit: oneOf(SPLITS, wishes.split) ?? configuration.outputSplit,
  outputExtras: wishes.extras?.join(',') ?? configuration.outputExtras,
});

function oneOf<const T extends string>(known: readonly T[], wished: string | undefined): T | null {
  if (wished === undefined) return null;
  const found = known.find((one) => one === wished);
  if (found !== undefined) return found;
  throw unusable(FILE, `"${wished}" is none of ${known.join(', ')}.`);
}
