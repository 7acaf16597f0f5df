import type { ContentsEntry } from '../manuscript.js';
import { kindByTitle, leftOutByTitle, plain } from './labels.js';
import { rankOf } from './ranks.js';

/** Titles that stand beside the parts of a book, not in the last of them. */
const APART = /^(epilog(ue)?|conclusion|envoi|l envoi|postlude|schluss|epilogo|эпилог|finale)$/;

/** A contents list as it is meant: no line twice, and `Part Two` above the chapters that a flat list puts beside it. */
export function shapedContents(entries: readonly ContentsEntry[]): readonly ContentsEntry[] {
  const once = entries.filter((entry, i) => !repeats(entry, entries[i - 1]));
  let open: number | null = null;
  return once.map((entry, i) => {
    if (open !== null && (entry.depth < open || (entry.depth === open && endsPart(entry)))) open = null;
    if (open !== null) return { ...entry, depth: entry.depth + 1 };
    if (rankOf(entry.label) === 'part' && (once[i + 1]?.depth ?? -1) <= entry.depth) open = entry.depth;
    return entry;
  });
}

const endsPart = ({ label }: ContentsEntry): boolean =>
  rankOf(label) === 'part' || leftOutByTitle(label) !== null || kindByTitle(label) !== null || APART.test(plain(label));

const repeats = (entry: ContentsEntry, before: ContentsEntry | undefined): boolean =>
  before !== undefined &&
  before.depth === entry.depth &&
  plain(before.label) === plain(entry.label) &&
  before.place !== null &&
  before.place.document === entry.place?.document &&
  before.place.anchor === entry.place.anchor;
