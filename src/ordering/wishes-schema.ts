import { z } from 'zod';
import type { Settings } from '../config/index.js';
import { CODES, EXIT, type JsonObject, nearest, PRIORITIES, UserError } from '../core/index.js';
import { FORMATS, SPLITS } from '../planning/index.js';
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
  format: z.enum(FORMATS),
  split: z.enum(SPLITS),
  extras: words,
  priority: z.enum(PRIORITIES),
  force: z.boolean(),
};
const KNOWN = Object.keys(shape);
/** These change when a job is worked on, not which job it is. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['priority', 'force'] satisfies (keyof typeof shape)[]);

/** Wishes that come over the network: no path of this machine among them, and a limit on everything. */
export const orderWishesSchema = z.strictObject(shape, { error: (issue) => unknownWish(issue) }).partial();

export type SentWishes = z.output<typeof orderWishesSchema>;

/** Of these wishes the ones that make another job of a book, always in the same order. */
export const decidingWishes = (wishes: OrderWishes): JsonObject => {
  const given = new Map(Object.entries(wishes));
  const deciding = KNOWN.filter((name) => !OF_THE_RUN.has(name) && given.get(name) !== undefined);
  return Object.fromEntries(deciding.map((name) => [name, given.get(name)]));
};

/** The settings of this machine under the wishes that are settings, too. */
export function settingsUnder(settings: Settings, { voice, engine, format, split, extras }: SentWishes): Settings {
  return {
    ...settings,
    voice: voice ?? settings.voice,
    engine: engine ?? settings.engine,
    outputFormat: format ?? settings.outputFormat,
    outputSplit: split ?? settings.outputSplit,
    outputExtras: extras?.join(',') ?? settings.outputExtras,
  };
}

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
export function orderWishesFrom(value: unknown): SentWishes {
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
