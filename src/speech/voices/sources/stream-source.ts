import { toError } from '../../../core/index.js';
import { copyStream } from './copy-stream.js';
import { type NamedSource, SourceError } from './source.js';

/** Files that somebody else can open as streams, by `FOLDER/FILE`: null for one that is not there. */
export const streamSource = (
  what: string,
  folder: string,
  open: (path: string) => Promise<AsyncIterable<Uint8Array> | null>,
): NamedSource => ({
  what,
  placeOf: (file) => `${folder}/${file}`,
  open: async () => ({
    copy: (request) => copyStream(told(open, request.place), request, 0),
    close: async () => undefined,
  }),
});

/** What goes wrong with the stream is the source's; what goes wrong with writing is not. */
async function* told(
  open: (path: string) => Promise<AsyncIterable<Uint8Array> | null>,
  path: string,
): AsyncGenerator<Uint8Array> {
  try {
    const stream = await open(path);
    if (stream === null) throw new SourceError(`it holds no ${path}`);
    yield* stream;
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError(toError(error).message, { cause: error });
  }
}
