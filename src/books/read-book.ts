import { CODES, EXIT, toError, UserError } from '../core/index.js';
import type { Book, BookReader } from './book.js';
import type { Manuscript } from './manuscript.js';
import { narrate } from './narration/index.js';

/** A file format: how its files are known by their content, and what reads them. */
interface BookFormat {
  readonly name: string;
  recognises(bytes: Uint8Array): boolean;
  read(bytes: Uint8Array, fileName: string): Promise<Manuscript>;
}

/** The formats that can be read. Another one is an adapter in a folder of its own and a line here; readers load when used. */
const FORMATS: readonly BookFormat[] = [
  {
    name: 'EPUB',
    // The last line: what nothing else knows is refused here, with the reason.
    recognises: () => true,
    read: async (bytes, fileName) => (await import('./epub/index.js')).readEpub(bytes, fileName),
  },
];

/** Reads a book of any known format; the content decides, not the name. */
export const readBook: BookReader = async (bytes, fileName, choice) => {
  try {
    const format = FORMATS.find(({ recognises }) => recognises(bytes));
    if (format === undefined) throw new Error('no format takes this file');
    const { book } = await narrate(await format.read(bytes, fileName), choice);
    if (book.chapters.length === 0) throw nothingToRead(fileName, book);
    return book;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      { code: CODES.fileUnreadable, what: `${fileName} cannot be read.`, why: toError(error).message },
      EXIT.badInput,
      { cause: error },
    );
  }
};

function nothingToRead(fileName: string, { leftOut }: Book): UserError {
  const most = leftOut[0];
  const why =
    most === undefined || most.characters === 0
      ? 'It may be made of pictures only.'
      : `All of its text is left out (${most.what}: ${most.characters} characters).`;
  return new UserError({ code: CODES.emptyBook, what: `${fileName} has no text to read aloud.`, why }, EXIT.badInput);
}
