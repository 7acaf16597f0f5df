import { CODES, EXIT, nearest, UserError } from '../core/index.js';

/** Names shown in "which one?". */
const CANDIDATES_SHOWN = 5;

/** What a typed name stands for among the known ones. */
type NameMatch =
  | { readonly type: 'one'; readonly name: string }
  | { readonly type: 'none' }
  /** `why`: the first of them, in words. */
  | { readonly type: 'several'; readonly count: number; readonly first: string; readonly why: string };

/** Itself, or what begins like it. */
export function matchName(typed: string, known: readonly string[]): NameMatch {
  if (known.includes(typed)) return { type: 'one', name: typed };
  const matching = known.filter((name) => name.startsWith(typed)).sort();
  const [first, ...others] = matching;
  if (first === undefined) return { type: 'none' };
  if (others.length === 0) return { type: 'one', name: first };
  const why = `They are ${matching.slice(0, CANDIDATES_SHOWN).join(', ')}.`;
  return { type: 'several', count: matching.length, first, why };
}

/**
 * The name that was meant: itself, or the only one that begins like it.
 * @param what in words: `node`
 * @throws UserError (exit 5) with the nearest name when there is none, with the candidates when there are several
 */
export function nameMeant(typed: string, known: readonly string[], what: string, fix: string): string {
  const match = matchName(typed, known);
  if (match.type === 'one') return match.name;
  if (match.type === 'none') throw noSuch(`There is no ${what} "${typed}".`, hint(typed, known, what), fix);
  throw noSuch(`"${typed}" is the beginning of ${match.count} ${what}s.`, match.why, fix);
}

function hint(typed: string, known: readonly string[], what: string): string {
  const meant = nearest(typed, known);
  if (meant !== null) return `There is one called ${meant}.`;
  return known.length === 0
    ? `There is no ${what} at all.`
    : `Known: ${known.toSorted().slice(0, CANDIDATES_SHOWN).join(', ')}${known.length > CANDIDATES_SHOWN ? ', …' : ''}.`;
}

export const noSuch = (what: string, why: string | undefined, fix: string): UserError =>
  new UserError({ code: CODES.noSuchThing, what, why, fix }, EXIT.notFound);
