import { type Accent, demote, firstSound, type NextSound, PRIMARY, weightOf } from '../sounds.js';
import type { Piece } from '../text/items.js';
import { S_ENDING } from './endings.js';
import { isTo } from './function-words.js';
import type { WordReader } from './word-reader.js';

/** What is heard after a word. */
export interface Following {
  readonly next: NextSound;
  readonly beforeTo: boolean;
}

/** What reads a word that no dictionary has; null when it can make nothing of its letters. */
export type ReadUnknown = (word: string) => Promise<string | null>;

export interface GroupReading {
  readonly phonemes: string;
  /** Letters and signs that could not be said. */
  readonly skipped: readonly string[];
}

export interface GroupReader {
  readonly words: WordReader;
  readonly accent: Accent;
  readonly readUnknown: ReadUnknown;
}

/** Of a piece: what it adds, and its text for the rule about single letters. */
interface Said {
  readonly text: string;
  readonly phonemes: string;
}

/** Signs that join words and are not said themselves. */
const SILENT = /^[',.:;!?…—–_/()[\]{}-]+$/u;
const LETTERS = /^[\p{L}\p{M}']+$/u;

/** Before an item is read, what follows the one in front of it. */
export const followingOf = (word: string, tag: string, phonemes: string, after: Following): Following => ({
  next: firstSound(phonemes, after.next),
  beforeTo: isTo(word, tag),
});

/** Reads pieces that are written together: the longest words that are known, from the end; then what is not. */
export async function readGroup(
  reader: GroupReader,
  pieces: readonly Piece[],
  after: Following,
): Promise<GroupReading> {
  const known = readKnown(reader, pieces, after);
  if (known !== null) return { phonemes: together(pieces, known), skipped: [] };
  const parts = stretchesOf(pieces);
  if (parts.length === 1) return readStrange(reader, parts[0] ?? []);
  const said: Said[] = [];
  const skipped: string[] = [];
  let following = after;
  for (const part of parts.toReversed()) {
    const reading = await readGroup(reader, part, following);
    const text = textOf(part);
    said.unshift({ text, phonemes: reading.phonemes });
    skipped.unshift(...reading.skipped);
    following = followingOf(text, mainTag(part), reading.phonemes, following);
  }
  return { phonemes: together(pieces, said), skipped };
}

/** Null when a piece is in no known word. */
function readKnown(reader: GroupReader, pieces: readonly Piece[], after: Following): readonly Said[] | null {
  const said: Said[] = [];
  let following = after;
  for (let end = pieces.length; end > 0; ) {
    const found = longestEndingAt(reader, pieces, end, following);
    const last = pieces[end - 1];
    if (found === null && !SILENT.test(last?.text ?? '')) return null;
    if (found !== null) {
      said.unshift({ text: pieces[found.from]?.text ?? '', phonemes: found.phonemes });
      const whole = pieces.slice(found.from, end);
      following = followingOf(textOf(whole), mainTag(whole), found.phonemes, following);
    }
    end = found?.from ?? end - 1;
  }
  return said;
}

function longestEndingAt(
  { words }: GroupReader,
  pieces: readonly Piece[],
  end: number,
  following: Following,
): { readonly from: number; readonly phonemes: string } | null {
  for (let from = 0; from < end; from += 1) {
    const whole = pieces.slice(from, end);
    const phonemes = words.read({ word: textOf(whole), tag: mainTag(whole), ...following });
    if (phonemes !== null) return { from, phonemes };
  }
  return null;
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** The tag of the piece with the most letters, capitals counting twice. */
function mainTag(pieces: readonly Piece[]): string {
  const weight = ({ text }: Piece): number =>
    [...text].reduce((sum, sign) => sum + (sign === sign.toLowerCase() ? 1 : 2), 0);
  return pieces.toSorted((a, b) => weight(b) - weight(a))[0]?.tag ?? '';
}

/** Runs of letters that belong together, and each other piece that is said. */
function stretchesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const stretches: Piece[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const hasLetters = LETTERS.test(piece.text);
    if (isOpen && hasLetters) stretches.at(-1)?.push(piece);
    else if (hasLetters || !SILENT.test(piece.text)) stretches.push([piece]);
    isOpen = hasLetters;
  }
  return stretches;
}

/** One strange word, perhaps with its possessive. */
async function readStrange({ readUnknown, accent }: GroupReader, pieces: readonly Piece[]): Promise<GroupReading> {
  const written = textOf(pieces);
  const word = written.replace(/'s?$/i, '').replace(/^'+/, '');
  const phonemes = LETTERS.test(word) ? await readUnknown(unshouted(word)) : null;
  if (phonemes === null || phonemes === '') return { phonemes: '', skipped: [...new Set(word)] };
  return { phonemes: /'s$/i.test(written) ? (S_ENDING.add(phonemes, accent) ?? phonemes) : phonemes, skipped: [] };
}

/** `PEMBERLEY` is read as `Pemberley`. */
const unshouted = (word: string): string =>
  word.length > 1 && word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word;

/** Words in one: with spaces where signs or figures stand between them, else with one main stress. */
function together(pieces: readonly Piece[], parts: readonly Said[]): string {
  const said = parts.filter(({ phonemes }) => phonemes !== '');
  if (isMixed(textOf(pieces))) return said.map(({ phonemes }) => phonemes).join(' ');
  const isStressed = said.map(({ phonemes }) => phonemes.includes(PRIMARY));
  const isLetterFirst = said.length === 2 && [...(said[0]?.text ?? '')].length === 1;
  const stressed = isStressed.filter(Boolean).length;
  if (isLetterFirst) return said.map(({ phonemes }, index) => (index === 1 ? demote(phonemes) : phonemes)).join('');
  if (said.length < 2 || stressed <= Math.floor((said.length + 1) / 2))
    return said.map(({ phonemes }) => phonemes).join('');
  const weak = said
    .map(({ phonemes }, index) => ({ index, weight: weightOf(phonemes), isStressed: isStressed[index] === true }))
    .sort((a, b) => Number(a.isStressed) - Number(b.isStressed) || a.weight - b.weight)
    .slice(0, Math.floor(said.length / 2))
    .map(({ index }) => index);
  return said.map(({ phonemes }, index) => (weak.includes(index) ? demote(phonemes) : phonemes)).join('');
}

/** Letters, figures and other signs in one. */
function isMixed(text: string): boolean {
  if (text.includes('/')) return true;
  const kinds = [...text.replace(/[',._/-]/g, '')].map((sign) =>
    /\p{L}/u.test(sign) ? 'letter' : /\d/.test(sign) ? 'figure' : 'sign',
  );
  return new Set(kinds).size > 1;
}
