import { toError } from '../../../core/index.js';
import { fileLength } from '../file-length.js';
import { copyStream } from './copy-stream.js';
import { type CopyRequest, type OpenSource, SourceError } from './source.js';

/** A server that has not answered by then is taken for unreachable. */
const CONNECT_LIMIT_MS = 10_000;
/** A download that stands still for this long is broken off (and goes on where it was). */
const IDLE_LIMIT_MS = 30_000;
/** A broken-off download goes on this many times in one go; what has come is kept for the next. */
const TRIES = 3;

const HTTP_PARTIAL = 206;

/** Bytes stopped coming; what is here is kept and the rest is asked for again. */
class StalledError extends Error {
  override readonly name = 'StalledError';
}

/** Files of a model hub: plain HTTP, going on where an earlier download stopped. */
export function hubSource(base: string, path: string): OpenSource {
  return {
    copy: async (request) => {
      const url = new URL(path + request.file.name, base.endsWith('/') ? base : `${base}/`);
      for (let tries = 1; ; tries++) {
        try {
          return await download(url, request);
        } catch (error) {
          request.signal.throwIfAborted();
          if (error instanceof SourceError || tries === TRIES || !isNetworkTrouble(error))
            throw asSourceError(error, url);
        }
      }
    },
    close: async () => undefined,
  };
}

async function download(url: URL, request: CopyRequest): Promise<void> {
  const here = await keptBytes(request);
  if (here === request.file.bytes) return;
  const stall = new StallTimer();
  try {
    stall.expect(CONNECT_LIMIT_MS, new SourceError(`${url.host} does not answer`));
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(here > 0 ? { range: `bytes=${here}-` } : {}) },
      signal: AbortSignal.any([request.signal, stall.signal]),
    });
    const from = startOf(response, here);
    if (!response.body) throw new SourceError(`${url.host} sent nothing for ${request.file.name}`);
    await copyStream(watched(response.body, stall), request, from);
  } finally {
    stall.stop();
  }
}

/** How much of the file an earlier download left; only a file whose length we know can be gone on with. */
async function keptBytes(request: CopyRequest): Promise<number> {
  const { bytes } = request.file;
  const here = (await fileLength(request.part)) ?? 0;
  return bytes !== null && here <= bytes ? here : 0;
}

/** Where in the file the answer begins. */
function startOf(response: Response, asked: number): number {
  if (response.status === HTTP_PARTIAL) {
    const start = Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]);
    if (start === asked) return asked;
    throw new SourceError(`${response.url} answered with another part than asked for`);
  }
  if (response.ok) return 0;
  throw new SourceError(`${response.url} answered ${response.status}`);
}

async function* watched(body: AsyncIterable<Uint8Array>, stall: StallTimer): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    stall.expect(IDLE_LIMIT_MS, new StalledError('nothing more came'));
    yield chunk;
  }
}

/** Aborts when what is expected does not come in time. */
class StallTimer {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal = this.controller.signal;

  expect(withinMs: number, orElse: Error): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(orElse), withinMs);
  }
  stop(): void {
    clearTimeout(this.timer);
  }
}

/** `fetch` and its body say only "failed" or "terminated"; what the system said is their cause. */
const isNetworkTrouble = (error: unknown): boolean =>
  error instanceof StalledError || (error instanceof TypeError && error.cause !== undefined);

function asSourceError(error: unknown, url: URL): Error {
  if (error instanceof StalledError) return new SourceError(`${url.host}: ${error.message}`, { cause: error });
  if (error instanceof SourceError || !isNetworkTrouble(error)) return toError(error);
  const cause = toError(error).cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new SourceError(`${url.host} cannot be reached (${code})`, { cause: error });
}
