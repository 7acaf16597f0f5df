import { z } from 'zod';

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];
const SWITCH_WORDS = 'true or false is expected';

/** Words of variables become what a file has. */
export const onOrOff = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : value;
}, z.boolean(SWITCH_WORDS));

const URL_WORDS =
  'an address with http:// or https:// and without a login is expected: https://ntfy.example.org/my-topic';
const PAGE_WORDS = 'the address of the page as people open it is expected: https://books.example.org/e2a';
const EVENT_WORDS = 'types of events are expected, with commas between: book-completed,book-partial,book-failed';
/** More than there are types. */
const MOST_EVENT_CHARACTERS = 1_000;

const address = (words: string) => z.string(words).trim().refine(isPlainAddress, words).nullable();

export const serviceUrl = address(URL_WORDS);
export const pageUrl = address(PAGE_WORDS);
export const eventTypes = z
  .string(EVENT_WORDS)
  .trim()
  .max(MOST_EVENT_CHARACTERS, EVENT_WORDS)
  .regex(/^[a-z]+(?:-[a-z]+)*(?:\s*,\s*[a-z]+(?:-[a-z]+)*)*$/, EVENT_WORDS);

function isPlainAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

/** Of an address whose path is a secret (a topic, a webhook) only where it leads. */
export const shownAddress = (value: string): string => `${new URL(value).origin}/…`;

/** What is shorter is a word of an interface (`webhook`, `api`, `json`), or a topic that anybody guesses. */
const SHORTEST_PART = 8;

/** The same address as what must stand on no line: host, path and query together, and each longer part by itself. */
export function secretParts(value: string): readonly string[] {
  const { host, pathname, search, searchParams } = new URL(value);
  const parts = [...pathname.split('/'), ...searchParams.values()];
  const spelt = parts.flatMap((part) => [part, decoded(part)]).filter(({ length }) => length >= SHORTEST_PART);
  return [`${host}${pathname}${search}`, ...spelt];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
