import type { NoteLink, Run, RunMeaning } from '../manuscript.js';

/**
 * Signs that stand in the text of a block while it is being built, so that a place in it stays known whatever is trimmed,
 * joined or cut: code points of a private plane, one for each marker of the block.
 */
const FIRST = 0xf_00_00;
const MOST = 0xff_fd;
const MARKER = '[\\u{f0000}-\\u{ffffd}]';
const MARKERS = new RegExp(MARKER, 'gu');
const SPLIT = new RegExp(`(${MARKER})`, 'u');

export type Marker =
  | { readonly type: 'note'; readonly kind: NoteLink['kind']; href: string; readonly label: string; kept: number }
  | { readonly type: 'open' | 'close'; readonly run: MarkedRun };

/** What a run means, and what it does to its own text. */
export type MarkedRun =
  | RunMeaning
  /** One letter, set large: the capitals after it are typography. */
  | { readonly kind: 'drop-cap' }
  /** Capitals at the start of a block in it are typography. */
  | { readonly kind: 'small-caps' }
  /** A name in a play: a stop follows it. */
  | { readonly kind: 'persona' };

/** The pattern of one marker, for patterns that must let markers through. */
export const ANY_MARKER = MARKER;

/** Remembers a marker of a block: the sign that stands for it, empty when the block has too many. */
export function addMarker(markers: Marker[], marker: Marker): string {
  markers.push(marker);
  return markers.length <= MOST ? String.fromCodePoint(FIRST + markers.length - 1) : '';
}

export const withoutMarkers = (text: string): string => text.replace(MARKERS, '');

export const onlyMarkers = (text: string): string => (text.match(MARKERS) ?? []).join('');

/** Text, marker, text, marker, …, text. */
export const splitAtMarkers = (text: string): string[] => text.split(SPLIT);

export const markerIndex = (sign: string): number => (sign.codePointAt(0) ?? 0) - FIRST;

export interface LiftedText {
  readonly text: string;
  readonly noteLinks: readonly NoteLink[];
  readonly runs: readonly Run[];
}

/**
 * Takes the markers out of one piece of a block, after the last change to its text.
 * @param open runs that began in an earlier piece and go on in the next; changed here
 */
export function liftMarkers(marked: string, markers: readonly Marker[], open: Set<MarkedRun>): LiftedText {
  const noteLinks: NoteLink[] = [];
  const found: { run: MarkedRun; from: number; to: number }[] = [];
  const from = new Map<MarkedRun, number>([...open].map((run) => [run, 0]));
  const kept: string[] = [];
  let length = 0;
  let endsBlank = true;
  for (const [i, part] of splitAtMarkers(marked).entries()) {
    if (i % 2 === 0) {
      const piece: string = endsBlank ? part.replace(/^ +/, '') : part;
      kept.push(piece);
      length += piece.length;
      if (piece !== '') endsBlank = piece.endsWith(' ');
      continue;
    }
    const marker = markers[markerIndex(part)];
    if (marker?.type === 'note') {
      const { kind, href, label } = marker;
      noteLinks.push({ kind, at: length, kept: marker.kept, href, label });
    } else if (marker?.type === 'open') {
      from.set(marker.run, length);
      open.add(marker.run);
    } else if (marker && open.delete(marker.run)) {
      found.push({ run: marker.run, from: from.get(marker.run) ?? 0, to: length });
    }
  }
  for (const run of open) found.push({ run, from: from.get(run) ?? 0, to: length });
  return settle(kept.join(''), noteLinks, found);
}

/** Runs change their own text here: lengths stay, but for the stop after a persona. */
function settle(
  marked: string,
  noteLinks: readonly NoteLink[],
  found: readonly { readonly run: MarkedRun; readonly from: number; readonly to: number }[],
): LiftedText {
  let text = marked.trimEnd();
  const runs: Run[] = [];
  for (const { run, from, to } of found) {
    const end = Math.min(to, text.length);
    if (run.kind === 'drop-cap') text = lowerWordAfter(text, from, end);
    else if (run.kind === 'small-caps') text = from === 0 ? lowerCapitals(text, end) : text;
    else if (run.kind !== 'persona' && from < end) runs.push({ ...run, from, to: end });
  }
  const persona = found.find(({ run }) => run.kind === 'persona');
  const stopAt = persona === undefined ? -1 : stopFor(text, persona.from, Math.min(persona.to, text.length));
  if (stopAt < 0) return { text, noteLinks, runs };
  const moved = (at: number): number => (at >= stopAt ? at + 1 : at);
  return {
    text: `${text.slice(0, stopAt)}.${text.slice(stopAt)}`,
    noteLinks: noteLinks.map((link) => ({ ...link, at: moved(link.at) })),
    runs: runs.map((run) => ({ ...run, from: moved(run.from), to: run.to > stopAt ? run.to + 1 : run.to })),
  };
}

/** Characters of a drop cap, a quote before it included, and of a first line of capitals behind it. */
const MOST_DROPPED = 3;
const MOST_CAPITALS = 120;
/** The rest of the word, and words in capitals after it. */
const CAPITALS_AFTER = /^[\p{Lu}'’-]+(?![\p{L}])(?:[ ,;]{1,2}[\p{Lu}'’-]+(?![\p{L}.]))*/u;
const LONE_I = /(?<![\p{L}'’])i(?!\p{L})/gu;

/** Lower case that never changes how long a text is. */
const lowerSameLength = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter));

/** `O|NCE UPON a` → `Once upon a`: the capitals that a drop cap begins. */
function lowerWordAfter(text: string, from: number, to: number): string {
  const rest = CAPITALS_AFTER.exec(text.slice(to, to + MOST_CAPITALS))?.[0] ?? '';
  if (rest.length === 0 || to - from > MOST_DROPPED) return text;
  const lowered = lowerSameLength(rest).replace(LONE_I, 'I');
  return text.slice(0, to) + lowered + text.slice(to + rest.length);
}

/** The small capitals with which a block begins, as the start of a sentence; mixed letters are left. */
function lowerCapitals(text: string, to: number): string {
  const head = text.slice(0, to);
  const words = head.match(/\p{L}+/gu) ?? [];
  if (to === text.length || /\p{Ll}/u.test(head) || words.every((word) => word.length < 2)) return text;
  const first = head.search(/\p{L}/u) + 1;
  const lowered = lowerSameLength(head.slice(first)).replace(LONE_I, 'I');
  return head.slice(0, first) + lowered + text.slice(to);
}

/** Where a persona's stop goes; -1 when the name is the whole text or has a stop already. */
function stopFor(text: string, from: number, to: number): number {
  const end = from + text.slice(from, to).trimEnd().length;
  const isStopped = /[\p{P}]\s*$/u.test(text.slice(from, end)) || /^\s*[\p{P}]/u.test(text.slice(end));
  return isStopped || end >= text.length || end === from ? -1 : end;
}
