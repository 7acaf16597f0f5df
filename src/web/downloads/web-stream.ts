/** Opened when its first bytes are wanted, read as fast as they are taken, closed when nobody wants them any more. */
export function webStream(
  open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): ReadableStream<Uint8Array> {
  let reading: Promise<AsyncIterator<Uint8Array>> | null = null;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        reading ??= Promise.resolve(open()).then((bytes) => bytes[Symbol.asyncIterator]());
        const { done, value } = await (await reading).next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await (await reading)?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
