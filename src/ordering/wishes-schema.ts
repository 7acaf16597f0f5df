import { z } from 'zod';
import { CODES, EXIT, nearest, PRIORITIES, UserError } from '../core/index.js';
import type { OrderWishes } from './wishes.js';

/** Longer than any name of a voice, an engine, a format or a part. */
const NAME_CHARACTERS = 100;
/** Every second chapter of the longest book, one by one. */
const CHAPTERS_CHARACTERS = 20_000;
/** More parts, pauses, extras or languages than there are. */
const MOST_OF_A_KIND = 50;
/** `1.25`, as somebody types it. */
const NUMBER_CHARACTERS = 10;

/** Becomes part of a file's name: it leads nowhere else. */
const NAME = /^(?!\.)[^\p{Cc}/\\]+$/u;
/** Of a list that lies in the user's own folder: a path would read any file of this machine. */
const LIST_NAMES = /^[\p{L}\p{N}_-][\p{L}\p{N} _-]*(?:,[\p{L}\p{N} _-]+)*$/u;

/** What a voice or an engine is called by somebody who asks over the network. */
export const wishedName = z
  .string()
  .min(1)
  .max(NAME_CHARACTERS)
  .regex(NAME, 'It has to be a name, without slashes and without a dot at its beginning.');
const words = z.array(z.string().max(NAME_CHARACTERS)).max(MOST_OF_A_KIND);

const shape = {
  voice: wishedName,
  engine: wishedName,
  chapters: z.string().max(CHAPTERS_CHARACTERS),
  include: words,
  exclude: words,
  notes: z.string().max(NAME_CHARACTERS),
  lexicon: z
    .string()
    .max(NAME_CHARACTERS)
    .regex(LIST_NAMES, 'It has to be names of word lists with commas between; a path is not taken from here.'),
  speed: z.union([z.number(), z.string().max(NUMBER_CHARACTERS)]),
  pause: words,
  voiceFor: z
    .array(
      z
        .string()
        .max(2 * NAME_CHARACTERS)
        .regex(NAME, 'It has to be LANGUAGE=VOICE, without slashes.'),
    )
    .max(MOST_OF_A_KIND),
  format: wishedName,
  split: wishedName,
  extras: words,
  priority: z.enum(PRIORITIES),
  force: z.boolean(),
};
const KNOWN = Object.keys(shape);

/** Wishes that come over the network: no path of this machine among them, and a limit on everything. */
export const orderWishesSchema = z.strictObject(shape, { error: (issue) => unknownWish(issue) }).partial();

function unknownWish({
  code,
  keys,
}: {
  readonly code?: string;
  readonly keys?: readonly string[];
}): string | undefined {
  const [key] = keys ?? [];
  if (code !== 'unrecognized_keys' || key === undefined) return undefined;
  const shown = key.slice(0, NAME_CHARACTERS);
  const meant = nearest(shown, KNOWN);
  return `There is no wish called "${shown}"; ${meant === null ? `there are ${KNOWN.join(', ')}` : `there is ${meant}`}.`;
}

/** @throws UserError (exit 2) that names the wish */
export function orderWishesFrom(value: unknown): OrderWishes {
  const parsed = orderWishesSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new UserError(
    {
      code: CODES.usage,
      what: at === '' ? 'The wishes for the book cannot be understood.' : `The wish ${at} cannot be understood.`,
      why: issue?.message,
      fix: `wishes are ${KNOWN.join(', ')}; each may be left out`,
    },
    EXIT.usage,
  );
}
