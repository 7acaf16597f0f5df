import type { SourceDocument } from '../manuscript.js';
import type { Flow, FlowItem } from './flow.js';
import { leftOutByTitle } from './labels.js';
import { addTo, type NoteReference, noteReferences, ownNumberOf } from './notes-references.js';

/** One note: its blocks, and the marks that point at it. */
export interface Note {
  /** Indexes of its items, ascending; never empty. */
  readonly items: readonly number[];
  readonly references: readonly NoteReference[];
}

export interface Notes {
  readonly notes: readonly Note[];
  /** Items that belong to notes without being one: a line "Footnotes" over them. */
  readonly titles: ReadonlySet<number>;
}

/** Blocks after the first that an unmarked note may have. */
const MOST_BLOCKS = 6;
/** `[1] `, `[Footnote 1: `: how a note begins that is marked by nothing but its number. */
const NUMBERED = /^\[(?:(?:foot)?note\s+)?(\d{1,4}|[*†‡§]|[A-Z])(?:\]|:)/i;
const NOTES_TITLE = /^[\s([*]*(?:foot|end)?notes?[\s.:)\]*]*$/i;

/** The notes of a book: what the markup names as such, and what its shape and the marks that point at it give away. */
export function findNotes(flow: Flow, documents: readonly SourceDocument[]): Notes {
  const references = noteReferences(flow, documents);
  const targets = new Set(references.flatMap(({ target }) => target ?? []));
  const named = namedNotes(flow, targets);
  const taken = new Set(named.flat());
  const linked = linkedNotes(flow, references, taken);
  const numbered = numberedNotes(flow, references, new Set([...taken, ...linked.map(({ at }) => at)]));
  const shaped = withContinuations(flow, [...linked, ...numbered.map(({ at, by }) => ({ at, by }))]);
  const groups = [...named, ...shaped].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return { notes: withReferences(groups, references, numbered), titles: titlesOf(flow, groups) };
}

/** Runs of blocks in a region of notes, parted where the markup, a target or a number of its own parts them. */
function namedNotes(flow: Flow, targets: ReadonlySet<number>): number[][] {
  const groups: number[][] = [];
  for (const [i, item] of flow.items.entries()) {
    if (item.block.region !== 'note' || item.block.kind === 'heading' || item.block.text === '') continue;
    const group = groups.at(-1);
    const before = flow.items[i - 1];
    if (group !== undefined && before !== undefined && group.at(-1) === i - 1 && !begins(item, before, targets.has(i)))
      group.push(i);
    else groups.push([i]);
  }
  return groups;
}

function begins({ block, document }: FlowItem, before: FlowItem, isTarget: boolean): boolean {
  if (document !== before.document || block.note !== before.block.note || block.note !== 0)
    return document !== before.document || block.note !== before.block.note;
  return (
    isTarget || ownNumberOf(block.noteLinks) !== undefined || before.block.noteLinks.some(({ kind }) => kind === 'back')
  );
}

interface ShapedNote {
  readonly at: number;
  readonly by: NoteReference;
}

/** Blocks that a mark points at and that begin with its number or end with a link back. */
function linkedNotes(
  flow: Flow,
  references: readonly NoteReference[],
  taken: ReadonlySet<number>,
): readonly ShapedNote[] {
  const found = new Map<number, ShapedNote>();
  for (const by of references) {
    const item = by.target === null ? undefined : flow.items[by.target];
    if (item === undefined || by.target === null || by.target === by.item || taken.has(by.target)) continue;
    if (isLive(item) && hasShape(item, by.link.label) && !found.has(by.target))
      found.set(by.target, { at: by.target, by });
  }
  return [...found.values()];
}

function hasShape({ block }: FlowItem, label: string): boolean {
  if (block.noteLinks.some(({ kind }) => kind === 'back')) return true;
  const own = ownNumberOf(block.noteLinks);
  if (own !== undefined) return own.label === label || own.href !== '';
  return NUMBERED.exec(block.text)?.[1] === label || (label !== '' && startsWithLabel(block.text, label));
}

/** `1. See …`, `* See …` */
const startsWithLabel = (text: string, label: string): boolean =>
  text.startsWith(label) && /^\s*[.):]?\s/.test(text.slice(label.length));

/**
 * Marks that are no links and the list of their numbers behind the text: from one heading to the next, after the last mark.
 */
function numberedNotes(
  flow: Flow,
  references: readonly NoteReference[],
  taken: ReadonlySet<number>,
): readonly ShapedNote[] {
  const marks = new Map<number, NoteReference[]>();
  for (const by of references) if (by.link.href === '') addTo(marks, by.item, by);
  const found: ShapedNote[] = [];
  let open = new Map<string, NoteReference>();
  let list: ShapedNote[] = [];
  let document = -1;
  for (const [i, item] of flow.items.entries()) {
    const isNewPart = item.block.kind === 'heading' && !NOTES_TITLE.test(item.block.text);
    if (item.document !== document || isNewPart) {
      found.push(...list);
      [open, list, document] = [new Map(), [], item.document];
    }
    const label = taken.has(i) || !isLive(item) ? undefined : labelOf(item);
    const by = label === undefined ? undefined : open.get(label);
    if (by !== undefined && label !== undefined) {
      open.delete(label);
      list.push({ at: i, by });
    } else if (marks.has(i)) list = [];
    for (const mark of marks.get(i) ?? []) open.set(mark.link.label, mark);
  }
  return [...found, ...list];
}

function labelOf({ block }: FlowItem): string | undefined {
  const own = ownNumberOf(block.noteLinks);
  if (own !== undefined) return own.href === '' ? own.label : undefined;
  return NUMBERED.exec(block.text)?.[1];
}

const isLive = ({ block, fate }: FlowItem): boolean =>
  fate === null && block.region === null && block.kind !== 'heading' && block.text !== '';

/** What stands between two notes of one list, where the text that both belong to is over, goes on with the first. */
function withContinuations(flow: Flow, notes: readonly ShapedNote[]): number[][] {
  const sorted = notes.toSorted((a, b) => a.at - b.at);
  return sorted.map(({ at }, i) => {
    const next = sorted[i + 1];
    if (next === undefined || next.by.item >= at || next.at - at > MOST_BLOCKS) return [at];
    const between = flow.items.slice(at + 1, next.at);
    const isOne = between.every(
      (item) => isLive(item) && item.document === flow.items[at]?.document && item.block.kind !== 'break',
    );
    return isOne ? [at, ...between.map((_, k) => at + 1 + k)] : [at];
  });
}

function withReferences(
  groups: readonly number[][],
  references: readonly NoteReference[],
  numbered: readonly ShapedNote[],
): readonly Note[] {
  const noteAt = new Map(groups.flatMap((items, note) => items.map((item) => [item, note] as const)));
  const byNote = new Map<number, NoteReference[]>();
  const numberedAt = new Map(numbered.map(({ at, by }) => [by, at]));
  for (const by of references) {
    const note = noteAt.get(by.target ?? numberedAt.get(by) ?? -1);
    if (note !== undefined && noteAt.get(by.item) !== note) addTo(byNote, note, by);
  }
  return groups.map((items, note) => ({ items, references: byNote.get(note) ?? [] }));
}

/** Headings in a region of notes, and a line "Footnotes" right over one that has its shape only. */
function titlesOf(flow: Flow, groups: readonly number[][]): ReadonlySet<number> {
  const titles = new Set<number>();
  for (const [i, { block }] of flow.items.entries())
    if (block.region === 'note' && block.kind === 'heading') titles.add(i);
  for (const [first = 0] of groups) {
    const before = flow.items[first - 1];
    const isTitle =
      before !== undefined && (NOTES_TITLE.test(before.block.text) || leftOutByTitle(before.block.text) === 'note');
    if (isTitle && before.document === flow.items[first]?.document) titles.add(first - 1);
  }
  return titles;
}

/** Leaves out what only its shape gives away as a note; what the markup names is left out already. */
export function dropNotes(flow: Flow, { notes, titles }: Notes): void {
  for (const { items } of notes) for (const item of items) flow.drop(item, item + 1, 'note', null);
  for (const item of titles) flow.drop(item, item + 1, 'note', null);
}
