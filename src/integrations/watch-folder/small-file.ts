import { constants, open } from 'node:fs/promises';

/** Whoever may write into the folder could make a link, which leads anywhere, or a pipe, which is waited for for ever. */
const PLAIN_ONLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The text of a file; null: there is none. Rejects for what is no plain file, and for one of more than `mostBytes`. */
export async function smallFile(path: string, mostBytes: number): Promise<string | null> {
  const file = await open(path, PLAIN_ONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error.code === 'ELOOP' ? noFile() : error;
  });
  if (file === null) return null;
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw noFile();
    if (facts.size > mostBytes) throw new Error(`It is larger than ${mostBytes} bytes.`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

const noFile = (): Error => new Error('It is a link or something else, and a plain file is wanted.');
