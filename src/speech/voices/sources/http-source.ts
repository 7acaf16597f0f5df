import { toError } from '../../../core/index.js';
import { fileLength } from '../file-length.js';
import { copyStream } from './copy-stream.js';
import { asksAgain, startOf } from './http-answer.js';
import { type CopyRequest, type NamedSource, SourceError } from './source.js';
import { StalledError, StallTimer } from './stall-timer.js';

/** A server that has not answered by then is taken for unreachable. */
const CONNECT_LIMIT_MS = 10_000;
/** A download that stands still for this long is broken off (and goes on where it was). */
const IDLE_LIMIT_MS = 30_000;
/** A broken-off download goes on this many times in one go; what has come is kept for the next. */
const TRIES = 3;

export interface HttpPlace {
  readonly what: string;
  /** Absolute; what `placeOf` gives is added to it. */
  readonly base: string;
  readonly placeOf: NamedSource['placeOf'];
  /** Sent as a bearer token to that server, never to one it points to. */
  readonly token?: string | undefined;
}

/** Files of a server: plain HTTP, going on where an earlier download stopped. */
export const httpSource = ({ what, base, placeOf, token }: HttpPlace): NamedSource => ({
  what,
  placeOf,
  open: async () => ({
    copy: async (request) => {
      const url = new URL(request.place, base.endsWith('/') ? base : `${base}/`);
      for (let tries = 1; ; tries++) {
        try {
          return await download(url, request, token);
        } catch (error) {
          request.signal.throwIfAborted();
          if (error instanceof SourceError || tries === TRIES || !isNetworkTrouble(error))
            throw asSourceError(error, url);
        }
      }
    },
    close: async () => undefined,
  }),
});

async function download(url: URL, request: CopyRequest, token: string | undefined): Promise<void> {
  const here = await keptBytes(request);
  if (here === request.file.bytes) return;
  const stall = new StallTimer();
  try {
    const response = await answered(url, here, token, request, stall);
    if (!response.body) throw new SourceError(`${url.host} sent nothing for ${request.file.name}`);
    await copyStream(watched(response.body, stall), request, startOf(response, here, request.file));
  } finally {
    stall.stop();
  }
  await demandWhole(request);
}

/** What the server says, to the beginning of the file where it cannot go on in its middle. */
async function answered(
  url: URL,
  here: number,
  token: string | undefined,
  request: CopyRequest,
  stall: StallTimer,
): Promise<Response> {
  const ask = (from: number): Promise<Response> => {
    stall.expect(CONNECT_LIMIT_MS, new SourceError(`${url.host} does not answer`));
    return fetch(url, {
      headers: {
        'accept-encoding': 'identity',
        ...(from > 0 ? { range: `bytes=${from}-` } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.any([request.signal, stall.signal]),
    });
  };
  const response = await ask(here);
  if (!asksAgain(response, here)) return response;
  await response.body?.cancel();
  return ask(0);
}

/** How much of the file an earlier download left; only a file whose length we know can be gone on with. */
async function keptBytes(request: CopyRequest): Promise<number> {
  const { bytes } = request.file;
  const here = (await fileLength(request.part)) ?? 0;
  return bytes !== null && here <= bytes ? here : 0;
}

/** A server that names no length may close in the middle as if that were the end. */
async function demandWhole({ part, file }: CopyRequest): Promise<void> {
  const here = (await fileLength(part)) ?? 0;
  if (file.bytes !== null && here < file.bytes) throw new StalledError(`it ended after ${here} of ${file.bytes} bytes`);
}

async function* watched(body: AsyncIterable<Uint8Array>, stall: StallTimer): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    stall.expect(IDLE_LIMIT_MS, new StalledError('nothing more came'));
    yield chunk;
  }
}

/** `fetch` and its body say only "failed" or "terminated"; what the system said is their cause. */
const isNetworkTrouble = (error: unknown): boolean =>
  error instanceof StalledError || (error instanceof TypeError && error.cause !== undefined);

function asSourceError(error: unknown, url: URL): Error {
  if (error instanceof StalledError) return new SourceError(`${url.host}: ${error.message}`, { cause: error });
  if (error instanceof SourceError || !isNetworkTrouble(error)) return toError(error);
  const cause = toError(error).cause;
  // The runtime answers 407 itself, with an error that says nothing.
  const silent = 'a proxy wants a login';
  const code =
    cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message || silent) : String(cause);
  return new SourceError(`${url.host} cannot be reached (${code})`, { cause: error });
}
