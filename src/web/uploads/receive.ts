import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { brokenOff, stalled } from './refusals.js';
import type { WebRefusal } from '../errors/index.js';

export interface Received {
  readonly bytes: number;
  /** sha256, hex, of what was received now. */
  readonly digest: string;
}

export interface ReceiveOptions {
  readonly path: string;
  /** Where in the file it begins; what lies behind is cut off first. */
  readonly from: number;
  /** Called as soon as there are more than `most` bytes. */
  readonly most: number;
  readonly tooMuch: () => WebRefusal;
  readonly stalledMs: number;
}

/**
 * Writes a body to a file as it comes: one chunk in memory at a time. The file is flushed when this resolves; when it
 * rejects, its content behind `from` is anything.
 * @throws WebRefusal: too much, broken off, stalled
 */
export async function receive(body: ReadableStream<Uint8Array> | null, options: ReceiveOptions): Promise<Received> {
  const { path, from, most, tooMuch, stalledMs } = options;
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, from === 0 ? 'w' : 'r+');
  try {
    await file.truncate(from);
    for await (const chunk of chunksOf(body, stalledMs)) {
      if (bytes + chunk.length > most) throw tooMuch();
      hash.update(chunk);
      await file.write(chunk, 0, chunk.length, from + bytes);
      bytes += chunk.length;
    }
    await file.sync();
    return { bytes, digest: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null, stalledMs: number): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let isStalled = false;
  const timer = setTimeout(() => {
    isStalled = true;
    void reader.cancel().catch(() => undefined);
  }, stalledMs);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw brokenOff(error);
      });
      if (isStalled) throw stalled(stalledMs / 1_000);
      if (done) return;
      yield value;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}
