import { open } from 'node:fs/promises';
import { type CopyRequest, SourceError } from './source.js';

/**
 * Writes bytes to the part file, counting them; `from` bytes are there already and are kept. Each piece is written
 * before the next is read, so that a copy that breaks off leaves everything that came; at the end it is on the disk.
 */
export async function copyStream(bytes: AsyncIterable<Uint8Array>, request: CopyRequest, from: number): Promise<void> {
  const out = await open(request.part, from > 0 ? 'a' : 'w');
  let received = from;
  try {
    for await (const piece of bytes) {
      request.signal.throwIfAborted();
      received += piece.length;
      if (received > request.limit) throw new SourceError(`${request.file.name} is longer than it should be`);
      await out.appendFile(piece);
      request.onBytes(received);
    }
    await out.datasync();
  } finally {
    await out.close();
  }
}
