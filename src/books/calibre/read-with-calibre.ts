import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, withinLimits } from '../../programs/index.js';
import { type CalibreKind, isEncrypted } from '../calibre-kinds.js';
import { readEpub } from '../epub/index.js';
import { damaged, overLimit, protectedBook } from '../failures.js';
import type { Manuscript } from '../manuscript.js';
import { CALIBRE, calibreFailure } from './failures.js';
import { withTitles } from './titles.js';

/** Calibre takes 0.4–4 s for a novel; below the limit of the process that reads a book on a host. */
const DEADLINE_MS = 180_000;
/** Bytes of one file that it may write: an EPUB of a long novel with pictures has 50 MiB. */
const MOST_OUTPUT_BYTES = 256 * 1024 ** 2;
/** Calibre and its libraries need 1 GB of addresses before they do anything. */
const MOST_MEMORY_BYTES = 6 * 1024 ** 3;
/** No cover of its own making, no page made of metadata: only what is in the book. */
const OPTIONS = ['--no-default-epub-cover', '--dont-split-on-page-breaks', '--flow-size', '0'];

/** @throws UserError when Calibre is missing or cannot read it, and when it is protected. */
export async function readWithCalibre(bytes: Buffer, fileName: string, kind: CalibreKind): Promise<Manuscript> {
  if (isEncrypted(bytes)) throw protectedBook(fileName, 'Its text is encrypted for one Kindle or account.');
  const folder = await mkdtemp(join(tmpdir(), 'e2a-calibre-'));
  try {
    const epub = await convert(bytes, fileName, kind, folder);
    return withTitles(await readEpub(epub, fileName));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function convert(bytes: Buffer, fileName: string, kind: CalibreKind, folder: string): Promise<Buffer> {
  const [input, output] = [join(folder, `book.${kind.extension}`), join(folder, 'converted.epub')];
  await writeFile(input, bytes);
  const [program, ...args] = withinLimits({ fileBytes: MOST_OUTPUT_BYTES, memoryBytes: MOST_MEMORY_BYTES }, CALIBRE, [
    input,
    output,
    ...OPTIONS,
  ]);
  try {
    await runProgram({
      program,
      args,
      deadlineMs: DEADLINE_MS,
      cwd: folder,
      environment: {
        CALIBRE_CONFIG_DIRECTORY: join(folder, 'config'),
        CALIBRE_TEMP_DIR: folder,
        QT_QPA_PLATFORM: 'offscreen',
      },
    });
    const { size } = await stat(output);
    if (size > MOST_OUTPUT_BYTES) throw overLimit(fileName, 'Calibre makes a file of it that is larger than any book.');
    return await readFile(output);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(fileName, 'Calibre made no book of it.');
    throw calibreFailure(fileName, kind, error);
  }
}
