import { CODES, EXIT, nearest, UserError } from '../core/index.js';

/** Names shown in "which one?". */
const CANDIDATES_SHOWN = 5;

/**
 * The name that was meant: itself, or the only one that begins like it.
 * @param what in words: `node`
 * @throws UserError (exit 5) with the nearest name when there is none, with the candidates when there are several
 */
export function nameMeant(typed: string, known: readonly string[], what: string, fix: string): string {
  if (known.includes(typed)) return typed;
  const matching = known.filter((name) => name.startsWith(typed)).sort();
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) throw noSuch(`There is no ${what} "${typed}".`, hint(typed, known, what), fix);
  const shown = matching.slice(0, CANDIDATES_SHOWN).join(', ');
  throw noSuch(`"${typed}" is the beginning of ${matching.length} ${what}s.`, `They are ${shown}.`, fix);
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
