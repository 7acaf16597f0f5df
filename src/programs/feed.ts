import type { Writable } from 'node:stream';

/**
 * Writes a source into a program's standard input, waiting whenever the program is slower, and closes it at the end.
 *
 * Stops without an error when the program ends or closes its input first: its exit code tells what that means. A source
 * that waits for something else is then left, not waited for. Rejects with the source's own error.
 * @param ended settles (never rejects) when the program has ended.
 */
export async function feed(source: AsyncIterable<Uint8Array>, sink: Writable, ended: Promise<unknown>): Promise<void> {
  // One callback that is replaced: racing against `ended` anew for every chunk would keep all chunks in memory.
  let wake: () => void = () => undefined;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    wake();
  };
  void ended.then(stop);
  sink.on('error', stop).on('close', stop);
  const iterator = source[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<Uint8Array> | null> =>
    new Promise((resolve, reject) => {
      wake = () => resolve(null);
      iterator.next().then(resolve, reject);
    });
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      sink.once('drain', resolve);
    });
  try {
    while (!stopped) {
      const step = await next();
      if (step === null) break;
      if (step.done) return;
      if (!stopped && !sink.write(step.value) && !stopped) await drained();
    }
    void iterator.return?.().catch(() => undefined);
  } finally {
    sink.end();
  }
}
