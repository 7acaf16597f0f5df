import type { Group } from './groups.js';

/** Paragraphs that one note may have. */
const MAX_GROUPS = 40;
const NAMED = /^\s*\[(?:Footnote|Note|Fußnote|Anmerkung)\s*(\d{1,4}|[A-Z])?\s*[:.]/i;
const NUMBERED = /^\s*\[(\d{1,4}|[A-Z])\]\s+\S/;

/** A note among the groups. */
export interface BracketNote {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly label: string;
  readonly id: string;
}

/** Notes as plain text has them: `[Footnote 3: …]` over several paragraphs, `[3] …` as one. */
export function notesIn(groups: readonly Group[]): readonly BracketNote[] {
  const notes: BracketNote[] = [];
  for (let i = 0; i < groups.length; i++) {
    const first = groups[i]?.lines[0] ?? '';
    const named = NAMED.exec(first);
    const label = named?.[1] ?? NUMBERED.exec(first)?.[1] ?? '';
    if (named === null && label === '') continue;
    const to = named === null ? i + 1 : endOf(groups, i);
    notes.push({ from: i, to, label, id: `note-${notes.length}` });
    i = to - 1;
  }
  return notes;
}

/** The group in which the bracket closes. */
function endOf(groups: readonly Group[], from: number): number {
  let depth = 0;
  for (let i = from; i < Math.min(groups.length, from + MAX_GROUPS); i++) {
    for (const sign of groups[i]?.lines.join('').replace(/[^[\]]/g, '') ?? '') depth += sign === '[' ? 1 : -1;
    if (depth <= 0) return i + 1;
  }
  return from + 1;
}

/** Finds the note that a mark in group `at` means: the next of its label, else the last before. */
export function noteFinder(notes: readonly BracketNote[]): (label: string, at: number) => string | null {
  const byLabel = new Map<string, BracketNote[]>();
  for (const note of notes) {
    const known = byLabel.get(note.label);
    if (known === undefined) byLabel.set(note.label, [note]);
    else known.push(note);
  }
  return (label, at) => {
    const of = byLabel.get(label) ?? [];
    return (of[firstFrom(of, at)] ?? of.at(-1))?.id ?? null;
  };
}

/** Index of the first note that stands at or after a group, by halving: there may be as many marks as notes. */
function firstFrom(notes: readonly BracketNote[], at: number): number {
  let [low, high] = [0, notes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((notes[middle]?.from ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
