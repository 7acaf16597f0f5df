import { z } from 'zod';
import { type JsonObject, isJsonObject, parseJson } from '../core/index.js';

/** A voice that costs more than this for a million characters is a typing slip. */
const MOST_PRICE = 1_000_000;

const TEXT_WORDS = 'a text is expected';
const SOME_TEXT_WORDS = 'a text that is not empty is expected';
const GPU_WORDS = 'none, auto, all or numbers of GPUs as in 0,1 are expected';
const PRICE_WORDS = `a number from 0 to ${MOST_PRICE} is expected`;

export const text = z.string(TEXT_WORDS).trim();
export const someText = z.string(SOME_TEXT_WORDS).trim().min(1, SOME_TEXT_WORDS);
export const optionalText = text.nullable();

/** A number in a file stands for its digits: `gpu = 1`. */
export const gpuNames = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string(GPU_WORDS).trim().min(1, GPU_WORDS),
);

/** Text of the environment and of flags becomes a number; anything else is left for the schema to refuse. */
export const fromText = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value;

export function wholeNumber(least: number, most: number) {
  const words = `a whole number from ${least} to ${most} is expected`;
  return z.preprocess(fromText, z.number(words).int(words).min(least, words).max(most, words));
}

export const price = z.preprocess(fromText, z.number(PRICE_WORDS).min(0, PRICE_WORDS).max(MOST_PRICE, PRICE_WORDS));

/** One word of a few. */
export function oneOf<const W extends string>(...words: readonly [W, ...W[]]) {
  const last = words.length - 1;
  const said = [words.slice(0, last).join(', '), words[last]].filter((part) => part !== '').join(' or ');
  return z.enum(words, `${said} is expected`);
}

/** A table of a file; of the environment its JSON: `{"stream":false}`. */
export const jsonTable = z.preprocess(
  (value) => {
    const read = typeof value === 'string' ? parseJson(value) : null;
    return read?.ok === true ? read.value : value;
  },
  z.custom<JsonObject>(isTable, 'a table of JSON values is expected'),
);

/** What JSON cannot hold (dates, big numbers of a file) would change on its way to a server. */
function isTable(value: unknown): boolean {
  const read = parseJson(JSON.stringify(value) ?? 'null');
  return read.ok && isJsonObject(read.value);
}
