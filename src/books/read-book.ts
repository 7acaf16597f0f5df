import { UserError } from '../core/index.js';
import type { Book, BookReader } from './book.js';
import { damaged, EntryUnreadable, emptyBook, notABook, stopped } from './failures.js';
import { type FileFacts, factsOf } from './file-facts.js';
import { FORMATS } from './formats.js';
import type { Manuscript } from './manuscript.js';
import { namedWrongly } from './named-wrongly.js';
import { narrate, partOf } from './narration/index.js';
import { unpackOne } from './packed-book.js';
import { refuseTooLarge } from './size-of-book.js';
import { withoutCommands } from './without-commands.js';

/** Reads a book of any known format; the content decides, not the name. */
export const readBook: BookReader = async (bytes, fileName, choice) => {
  try {
    const { book } = await narrate(await readManuscript(await factsOf(bytes, fileName)), choice);
    if (book.chapters.length === 0) throw nothingToRead(fileName, book);
    return book;
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof EntryUnreadable) throw damaged(fileName, `${error.message}.`);
    throw stopped(fileName, error);
  }
};

/** Documents and contents of a file, or of the one book packed in it. */
async function readManuscript(facts: FileFacts): Promise<Manuscript> {
  const packed = await unpackOne(facts);
  const book = packed === null ? facts : await factsOf(packed.bytes, packed.fileName);
  const format = FORMATS.find(({ recognises }) => recognises(book));
  if (format === undefined) throw notABook(facts.fileName, whatElse(book));
  const manuscript = await format.read({ ...book, fileName: facts.fileName });
  refuseTooLarge(manuscript, facts.fileName);
  const doubts = [...(packed?.doubts ?? []), ...namedWrongly(book.fileName, format)];
  return withoutCommands({ ...manuscript, warnings: [...doubts, ...manuscript.warnings] });
}

/** What a file is that is no book, in words. */
function whatElse({ bytes, head }: FileFacts): string {
  if (bytes.length === 0) return 'It is empty.';
  if (head !== null) return head.trim() === '' ? 'There is no text in it.' : 'There is hardly a word in it.';
  const start = bytes.subarray(0, 8).toString('latin1');
  if (start.startsWith('\xd0\xcf\x11\xe0')) return 'It is a document of an old Word; save it as DOCX.';
  if (start.startsWith('\xeaDRMION') || start.startsWith('CONT')) return 'It is a Kindle book of the new kind (KFX).';
  if (/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF/.test(start)) return 'It is a picture or a sound.';
  return 'Its beginning is that of no format e2a knows.';
}

function nothingToRead(fileName: string, { leftOut }: Book): UserError {
  const most = leftOut[0];
  if (most === undefined || most.characters === 0) return emptyBook(fileName, 'It may be made of pictures only.');
  const why = `All of its text is left out (${most.what}: ${most.characters} characters).`;
  const part = partOf(most.why);
  return emptyBook(fileName, why, part === null ? undefined : `e2a plan "${fileName}" --include ${part}`);
}
