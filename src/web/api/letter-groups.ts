import type { KeptLetter } from '../../client/index.js';
import { type Instant, isJsonObject } from '../../core/index.js';

/** Dead letters of one cause. */
export interface LetterGroup {
  /** What went wrong, as the newest of them has it. */
  readonly cause: string;
  /** `E2A-nnnn`, where it is known. */
  readonly code: string | null;
  readonly origin: KeptLetter['origin'];
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** The newest first, at most `LETTERS_SHOWN`. */
  readonly letters: readonly KeptLetter[];
}

/** Of one cause; more of them tell nothing new. */
const LETTERS_SHOWN = 100;

/** By cause, the one that struck last first. */
export function lettersByCause(letters: readonly KeptLetter[]): readonly LetterGroup[] {
  const groups = new Map<string, KeptLetter[]>();
  for (const letter of letters.toSorted((a, b) => b.at - a.at)) {
    const key = keyOf(letter);
    groups.set(key, [...(groups.get(key) ?? []), letter]);
  }
  return [...groups.values()].flatMap(groupOf);
}

function groupOf(letters: readonly KeptLetter[]): readonly LetterGroup[] {
  const [newest] = letters;
  const oldest = letters.at(-1);
  if (newest === undefined || oldest === undefined) return [];
  const { origin, at: lastAt } = newest;
  const facts = { cause: causeOf(newest), code: codeOf(newest), origin, count: letters.length };
  return [{ ...facts, firstAt: oldest.at, lastAt, letters: letters.slice(0, LETTERS_SHOWN) }];
}

/** What the last try failed with; a letter's reason begins with its place, which is not the cause. */
function causeOf({ detail, reason }: KeptLetter): string {
  const failures = detail['failures'];
  const last = Array.isArray(failures) ? failures.at(-1) : undefined;
  const what = isJsonObject(last) ? last['what'] : undefined;
  return typeof what === 'string' ? what : reason;
}

const codeOf = ({ detail: { code } }: KeptLetter): string | null => (typeof code === 'string' ? code : null);

/** Numbers and what stands in quotes differ from letter to letter; the cause is what stays. */
const keyOf = (letter: KeptLetter): string =>
  [
    letter.origin,
    codeOf(letter),
    causeOf(letter)
      .replace(/["“”][^"“”]*["“”]/g, '""')
      .replace(/\d+/g, '0'),
  ].join(' ');
