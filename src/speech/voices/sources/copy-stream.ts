import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CopyRequest, SourceError } from './source.js';

/** Writes bytes to the part file, counting them; `from` bytes are there already and are kept. */
export async function copyStream(bytes: AsyncIterable<Uint8Array>, request: CopyRequest, from: number): Promise<void> {
  let received = from;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > request.limit) return done(new SourceError(`${request.file.name} is longer than it should be`));
      request.onBytes(received);
      done(null, chunk);
    },
  });
  const out = createWriteStream(request.part, { flags: from > 0 ? 'a' : 'w' });
  await pipeline(bytes, counted, out, { signal: request.signal });
}
