import { CODES, EXIT, isJsonObject, type Json, parseJson, UserError } from '../../../core/index.js';
import { AnswerLostError, askServer, type ServerAnswer } from './ask-server.js';
import { keyFix } from './outcome.js';
import { serverWords } from './server-words.js';
import { type SpeechServer, URL_VARIABLE } from './speech-server.js';

/** What a server tells of itself. */
export interface ServerFacts {
  readonly host: string;
  /** Models it lists; null where it keeps no list. */
  readonly models: readonly string[] | null;
}

/** It has nothing to compute for these. */
const ASK_LIMIT_MS = 10_000;
/** A list of models or voices is a few thousand bytes. */
const MOST_BYTES = 1024 * 1024;
/** Names of a list that are kept. */
const MOST_NAMES = 1_000;
const OK = 200;
const FORBIDDEN = [401, 403];
const FIRST_SERVER_ERROR = 500;
const BUSY = 429;

const look = (server: SpeechServer, path: string, signal: AbortSignal): Promise<ServerAnswer> =>
  askServer(server, { path, timeoutMs: ASK_LIMIT_MS, maxBytes: MOST_BYTES }, signal);

/**
 * Makes sure that the server is there and lets us in.
 * @throws UserError (exit 7) that says what is wrong with it
 */
export async function serverFacts(server: SpeechServer, signal: AbortSignal): Promise<ServerFacts> {
  const { host } = server;
  const answer = await look(server, '/models', signal).catch((error: unknown) => {
    if (!(error instanceof AnswerLostError)) throw error;
    throw away(
      `The speech server ${host} does not answer.`,
      error.message,
      `start it, or name another one with ${URL_VARIABLE}`,
      error,
    );
  });
  const { status, body } = answer;
  const words = serverWords(body, server.key);
  if (FORBIDDEN.includes(status))
    throw away(`The speech server ${host} does not let us in (${status}).`, words, keyFix(server));
  if (status >= FIRST_SERVER_ERROR)
    throw away(`The speech server ${host} is not well (${status}).`, words, 'look at its own log, then try again');
  return { host, models: status === OK ? namesIn(body) : null };
}

/** The voices a server lists; null where it keeps no list, or does not answer now. */
export async function serverVoices(server: SpeechServer, signal: AbortSignal): Promise<readonly string[] | null> {
  try {
    const { status, body } = await look(server, '/audio/voices', signal);
    return status === OK ? namesIn(body) : null;
  } catch (error) {
    if (error instanceof AnswerLostError) return null;
    throw error;
  }
}

/** Whether it answers at all, now that an answer about a text went wrong. */
export async function isThere(server: SpeechServer, signal: AbortSignal): Promise<boolean> {
  try {
    const { status } = await look(server, '/models', signal);
    return status < FIRST_SERVER_ERROR && status !== BUSY;
  } catch (error) {
    if (error instanceof AnswerLostError) return false;
    throw error;
  }
}

/** Names in `{data: [{id}]}`, `{voices: ["…"]}`, `{voices: [{id, name}]}` or a bare list; null for anything else. */
function namesIn(body: Uint8Array): readonly string[] | null {
  const parsed = parseJson(Buffer.from(body).toString('utf8'));
  const list = parsed.ok ? listIn(parsed.value) : null;
  return list === null ? null : list.slice(0, MOST_NAMES).flatMap((entry) => nameOf(entry) ?? []);
}

function listIn(value: Json): readonly Json[] | null {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return null;
  const found = [value['data'], value['voices'], value['models']].find((list) => Array.isArray(list));
  return Array.isArray(found) ? found : null;
}

function nameOf(entry: Json): string | null {
  const name = isJsonObject(entry) ? (entry['id'] ?? entry['voice_id'] ?? entry['name']) : entry;
  return typeof name === 'string' && name !== '' ? name : null;
}

const away = (what: string, why: string, fix: string, cause?: unknown): UserError =>
  new UserError({ code: CODES.speechServer, what, why: why === '' ? undefined : why, fix }, EXIT.unavailable, {
    cause,
  });
