import { toError } from '../../../core/index.js';
import type { SpeechServer } from './speech-server.js';

/** What came back, whole. */
export interface ServerAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Why no whole answer came: nobody there, a connection that broke, too slow, too much. */
export type LossKind = 'unreachable' | 'broken' | 'late' | 'too-long';

export class AnswerLostError extends Error {
  override readonly name = 'AnswerLostError';
  constructor(
    readonly kind: LossKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface ServerQuestion {
  /** Behind `/v1`: `/audio/speech`. */
  readonly path: string;
  /** Sent as JSON with POST; GET without one. */
  readonly body?: object;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Nothing of the request has reached a server when one of these is met. */
const NOBODY_THERE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One question, one answer, whatever its status. Follows no redirection: the text goes where the user said, nowhere else.
 * @throws AnswerLostError; the signal's reason when it aborts
 */
export async function askServer(
  server: SpeechServer,
  question: ServerQuestion,
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const timeout = AbortSignal.timeout(question.timeoutMs);
  try {
    const response = await fetch(`${server.base}/v1${question.path}`, {
      ...requestOf(server, question.body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    return { status: response.status, headers: response.headers, body: await wholeBody(response, question.maxBytes) };
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted)
      throw lost('late', `${server.host} did not end its answer within ${question.timeoutMs / 1000} s`, error);
    throw error instanceof AnswerLostError ? error : lossOf(server.host, error);
  }
}

function requestOf({ key }: SpeechServer, body: object | undefined): RequestInit {
  const headers = { accept: '*/*', ...(key === null ? {} : { authorization: `Bearer ${key}` }) };
  if (body === undefined) return { headers };
  return { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function wholeBody({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw lost('too-long', `the answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `fetch` says only "failed" or "terminated"; what the system said is its cause. */
function lossOf(host: string, error: unknown): AnswerLostError {
  const { cause } = toError(error);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : toError(cause ?? error).message;
  if (NOBODY_THERE.has(code)) return lost('unreachable', `${host} cannot be reached (${code})`, error);
  return lost('broken', `the connection to ${host} broke (${code})`, error);
}

const lost = (kind: LossKind, message: string, cause?: unknown): AnswerLostError =>
  new AnswerLostError(kind, message, { cause });
