import type { Instant } from '../../../core/index.js';
import { decodeSamples, isWav, parseWav, type Sound, WavError } from '../wav/index.js';
import type { ServerAnswer } from './ask-server.js';
import { errorCode, serverWords } from './server-words.js';
import { KEY_VARIABLE, type SpeechServer } from './speech-server.js';

/** What became of a request for speech. */
export type Outcome =
  | { readonly type: 'sound'; readonly sound: Sound }
  /** The server asks for patience, whatever the text; `waitMs` null: it does not say for how long. */
  | { readonly type: 'busy'; readonly why: string; readonly waitMs: number | null }
  /** It may be the server or the text. */
  | { readonly type: 'failed'; readonly why: string; readonly waitMs: number | null }
  /** It will answer nothing like this; `fix` mends it. */
  | { readonly type: 'refused'; readonly why: string; readonly fix: string }
  /** Something in this request is not accepted. */
  | { readonly type: 'rejected'; readonly why: string };

const OK = 200;
const FIRST_REDIRECTION = 300;
const PAYMENT = 402;
const FORBIDDEN = [401, 403];
const NOTHING_THERE = [404, 405];
const FAILED = [408, 409];
const BUSY = [429, 503];
const FIRST_CLIENT_ERROR = 400;
const FIRST_SERVER_ERROR = 500;
/** Nobody waits longer than this for a server that says when: it is asked again then. */
const LONGEST_WAIT_MS = 5 * 60_000;
/** Of `pcm` without a rate: what the makers of the interface send. */
const PCM_RATE = 24_000;
/** First bytes of sounds that were not asked for. */
const OTHER_SOUNDS: readonly (readonly [name: string, begins: RegExp])[] = [
  ['mp3', /^(?:ID3|\xff[\xe0-\xff])/],
  ['ogg', /^OggS/],
  ['flac', /^fLaC/],
  ['mp4', /^....ftyp/s],
];

/** @param now for a `Retry-After` that names a time */
export function outcomeOf(answer: ServerAnswer, server: SpeechServer, now: Instant): Outcome {
  const { status, headers } = answer;
  if (status >= OK && status < FIRST_REDIRECTION) return soundOutcome(answer, server);
  const words = serverWords(answer.body, server.key);
  const why = `${server.host} answers ${status}${words === '' ? '' : `: ${words}`}`;
  if (status < FIRST_CLIENT_ERROR)
    return {
      type: 'refused',
      why: `${why} ${headers.get('location') ?? ''}`.trim(),
      fix: 'name the address it points to',
    };
  if (FORBIDDEN.includes(status)) return { type: 'refused', why, fix: keyFix(server) };
  if (status === PAYMENT || errorCode(answer) === 'insufficient_quota')
    return { type: 'refused', why, fix: `see to the account at ${server.host}` };
  if (NOTHING_THERE.includes(status))
    return { type: 'refused', why, fix: 'look at the address, the model and the voice: e2a doctor --engine openai' };
  const waitMs = retryAfterMs(headers, now);
  if (BUSY.includes(status)) return { type: 'busy', why, waitMs };
  if (FAILED.includes(status) || status >= FIRST_SERVER_ERROR) return { type: 'failed', why, waitMs };
  return { type: 'rejected', why };
}

export const keyFix = ({ key }: Pick<SpeechServer, 'key'>): string =>
  key === null ? `set ${KEY_VARIABLE}` : `the key in ${KEY_VARIABLE} is not accepted: set another one`;

/** `Retry-After` in seconds or as a date, at most five minutes; null where there is none. */
function retryAfterMs(headers: Headers, now: Instant): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return null;
  // By the server's own clock where it tells it.
  const since = Date.parse(headers.get('date') ?? '');
  const ms = /^\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - (Number.isNaN(since) ? now : since);
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

function soundOutcome({ body, headers }: ServerAnswer, server: SpeechServer): Outcome {
  const kind = (headers.get('content-type') ?? '').toLowerCase();
  if (isWav(body)) return wavOutcome(body, server);
  if (body.length === 0) return failed(`${server.host} answered nothing`);
  const other = otherSound(body);
  if (other !== null) return unexpected(server, other);
  if (/json|html|xml|^text\//.test(kind))
    return failed(`${server.host} answered no sound but: ${serverWords(body, server.key)}`);
  if (/pcm/.test(kind) || server.format === 'pcm') return pcmOutcome(body, kind);
  return failed(`${server.host} answered ${kind === '' ? 'something' : kind} that is no WAV`);
}

function wavOutcome(body: Uint8Array, server: SpeechServer): Outcome {
  try {
    const sound = parseWav(body);
    return sound.pcm.length === 0 ? failed(`${server.host} answered a WAV without sound`) : { type: 'sound', sound };
  } catch (error) {
    if (!(error instanceof WavError)) throw error;
    if (error.trouble === 'unsupported') return unexpected(server, `a WAV that is not known: ${error.message}`);
    return failed(`The WAV of ${server.host} is broken: ${error.message}`);
  }
}

function pcmOutcome(body: Uint8Array, kind: string): Outcome {
  const sampleRate = Number(/rate=(\d+)/.exec(kind)?.[1] ?? PCM_RATE);
  const pcm = decodeSamples(body, { kind: 'int', bits: 16, channels: 1, sampleRate });
  return pcm.length === 0 ? failed('half a sample is no sound') : { type: 'sound', sound: { pcm, sampleRate } };
}

function otherSound(body: Uint8Array): string | null {
  const begin = Buffer.from(body.subarray(0, 12)).toString('latin1');
  return OTHER_SOUNDS.find(([, begins]) => begins.test(begin))?.[0] ?? null;
}

const failed = (why: string): Outcome => ({ type: 'failed', why, waitMs: null });

const unexpected = (server: SpeechServer, what: string): Outcome => ({
  type: 'refused',
  why: `${server.host} was asked for ${server.format} and answered ${what}`,
  fix: 'openai.format = "pcm", or another server',
});
