import { isJsonObject, type Json, type JsonObject, parseJson } from '../../../core/index.js';
import type { ServerAnswer } from './ask-server.js';

/** Of what a server says about an error: enough to know what it means. */
const MOST_CHARACTERS = 300;
/** Of a body in which words are looked for. */
const MOST_BYTES = 16_384;

/**
 * What an answer says in words: `{error: {message}}` as the makers of the interface write it, `{detail}` as many servers
 * do, or a page without its tags. Empty where it says nothing.
 * @param key taken out wherever it stands: servers repeat what they refuse
 */
export function serverWords(body: Uint8Array, key: string | null): string {
  const text = Buffer.from(body.subarray(0, MOST_BYTES)).toString('utf8');
  const parsed = parseJson(text);
  const words = parsed.ok
    ? (wordsIn(parsed.value) ?? text)
    : text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
  const bare = key === null ? words : words.replaceAll(key, '(key)');
  return bare
    .replace(/[\s\p{Cc}\ufffd]+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);
}

/** The server's own code of an error: `insufficient_quota`. */
export function errorCode({ body }: Pick<ServerAnswer, 'body'>): string | null {
  const parsed = parseJson(Buffer.from(body.subarray(0, MOST_BYTES)).toString('utf8'));
  const error = parsed.ok && isJsonObject(parsed.value) ? parsed.value['error'] : null;
  const code = isJsonObject(error) ? (error['code'] ?? error['type']) : null;
  return typeof code === 'string' ? code : null;
}

/** Where servers put their words. */
const PLACES = ['error', 'detail', 'message', 'msg'] as const;

function wordsIn(value: Json | undefined): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return wordsIn(value[0]);
  return isJsonObject(value) ? wordsOf(value) : null;
}

function wordsOf(value: JsonObject): string | null {
  for (const place of PLACES) {
    const words = wordsIn(value[place]);
    if (words !== null) return words;
  }
  return null;
}
