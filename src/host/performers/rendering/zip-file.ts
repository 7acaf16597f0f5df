import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file in an archive: its bytes, or where they lie. */
export type ZipEntry =
  | { readonly path: string; readonly bytes: Uint8Array; readonly compress: boolean }
  /** Stored as it is. */
  | { readonly path: string; readonly from: string };

/** Every entry is of the first day an archive can name, for anybody to read: the same content makes the same archive. */
const SAME_FOR_ALL = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Writes an archive in the order of its entries; files pass through, none is held in memory. */
export async function writeZip(path: string, entries: readonly ZipEntry[], signal: AbortSignal): Promise<void> {
  const zip = new ZipFile();
  for (const entry of entries) {
    if ('from' in entry) zip.addFile(entry.from, entry.path, { ...SAME_FOR_ALL, compress: false });
    else zip.addBuffer(Buffer.from(entry.bytes), entry.path, { ...SAME_FOR_ALL, compress: entry.compress });
  }
  const failed = once(zip, 'error', { signal }).then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  zip.end();
  await Promise.race([pipeline(zip.outputStream, createWriteStream(path), { signal }), failed]);
}
