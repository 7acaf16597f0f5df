import { CODES, EXIT, nearest, UserError } from '../../core/index.js';
import type { Reading } from '../../planning/index.js';
import type { ReadingWishes } from '../wishes.js';

type ReadingChoice = Reading['choice'];
type Part = ReadingChoice['include'][number];
type NotePlace = ReadingChoice['notes'];

/** The words that flags may have. */
export interface ReadingWords {
  readonly parts: readonly Part[];
  readonly places: readonly NotePlace[];
}

/**
 * Flags over `base`: what a flag names is no longer what `base` said of it.
 * @throws UserError (exit 2) for a word that is none, or flags that contradict each other
 */
export function readingChoiceOf(
  flags: ReadingWishes,
  base: ReadingChoice,
  { parts, places }: ReadingWords,
): ReadingChoice {
  const include = partsIn('--include', flags.include, parts);
  const exclude = partsIn('--exclude', flags.exclude, parts);
  const notes = flags.notes === undefined ? null : placeIn(flags.notes, places);
  const both = include?.find((part) => exclude?.includes(part));
  if (both !== undefined) throw contradiction(`--include ${both}`, `--exclude ${both}`);
  if (notes === 'skip' && include?.includes('notes')) throw contradiction('--notes skip', '--include notes');
  if (notes !== null && notes !== 'skip' && exclude?.includes('notes'))
    throw contradiction(`--notes ${notes}`, '--exclude notes');
  const isOpen = (part: Part): boolean => part !== 'notes' || notes === null;
  return {
    include: include ?? base.include.filter((part) => isOpen(part) && !exclude?.includes(part)),
    exclude: exclude ?? base.exclude.filter((part) => isOpen(part) && !include?.includes(part)),
    notes: notes ?? base.notes,
  };
}

/** Null when the flag was not given. */
function partsIn(flag: string, lists: readonly string[] | undefined, parts: readonly Part[]): readonly Part[] | null {
  if (lists === undefined) return null;
  const words = lists.flatMap((list) => list.split(',')).map((word) => word.trim());
  return words
    .filter((word) => word !== '')
    .map((word) => parts.find((part) => part === word) ?? unknown(flag, word, parts));
}

const placeIn = (word: string, places: readonly NotePlace[]): NotePlace =>
  places.find((place) => place === word) ?? unknown('--notes', word, places);

function unknown(flag: string, word: string, known: readonly string[]): never {
  const meant = nearest(word, known);
  throw usage(
    `${flag} does not know "${word}"; it takes ${known.join(', ')}.`,
    meant === null ? undefined : `Did you mean ${meant}?`,
  );
}

const contradiction = (one: string, other: string): UserError =>
  usage(`${one} and ${other} contradict each other.`, undefined);

const usage = (what: string, why: string | undefined): UserError =>
  new UserError({ code: CODES.usage, what, why, fix: 'e2a plan --help' }, EXIT.usage);
