import { type Ending, endingsAt } from './endings.js';
import { capitalsCount, type LexiconEntry, oneApostrophe, smallLetters, wordKey } from './entry.js';

/** A listed word in a text. */
export interface FoundWord {
  readonly at: number;
  /** After the word and its ending. */
  readonly end: number;
  readonly entry: LexiconEntry;
  /** Place of the entry in the list, from 0. */
  readonly rank: number;
  readonly ending: Ending | null;
}

/** Finds the words of a list in texts of one language. */
export interface WordFinder {
  /** In order, none over another; of two at one place the longer, of two of a length the stronger. */
  find(text: string): readonly FoundWord[];
}

const WORD = /[\p{L}\p{N}\p{M}]/u;
const LETTER = /\p{L}/u;
const MARK = /\p{M}/u;
/** Scripts that put no space between words: there a word is found inside a run of letters. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
/** Languages that write words together with an apostrophe: `l’Artagnan`, `Hermione’nin`. */
const PARTED_BY_APOSTROPHE = new Set(['ca', 'fr', 'it', 'oc', 'tr']);

interface Listed {
  readonly entry: LexiconEntry;
  readonly rank: number;
}

/**
 * @param entries the strongest first: of two for one word the first counts
 * @param language BCP 47; only its primary tag matters
 */
export function wordFinder(entries: readonly LexiconEntry[], language: string): WordFinder {
  const primary = primaryTag(language);
  const exact = new WordTable();
  const loose = new WordTable();
  for (const [rank, entry] of entries.entries()) {
    if (entry.language !== null && entry.language !== primary) continue;
    (capitalsCount(entry.word) ? exact : loose).add(wordKey(entry.word), { entry, rank });
  }
  if (exact.isEmpty() && loose.isEmpty()) return { find: () => [] };
  return { find: (text) => new Search(text, primary, exact, loose).run() };
}

export const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Words by what they begin with, so that a text is read once however many there are. */
class WordTable {
  private readonly words = new Map<string, Listed>();
  /** Lengths of the words that begin with a UTF-16 unit, longest first. */
  private readonly lengths = new Map<string, readonly number[]>();

  add(key: string, listed: Listed): void {
    if (this.words.has(key)) return;
    this.words.set(key, listed);
    const first = key.charAt(0);
    const known = this.lengths.get(first) ?? [];
    if (!known.includes(key.length))
      this.lengths.set(
        first,
        [...known, key.length].sort((a, b) => b - a),
      );
  }

  mayBegin(text: string, at: number): boolean {
    return this.lengths.has(text.charAt(at));
  }

  isEmpty(): boolean {
    return this.words.size === 0;
  }

  /** The words that stand at a place, longest first. */
  *at(text: string, at: number): Generator<Listed & { readonly length: number }> {
    for (const length of this.lengths.get(text.charAt(at)) ?? []) {
      const listed = this.words.get(text.slice(at, at + length));
      if (listed !== undefined) yield { ...listed, length };
    }
  }
}

class Search {
  private readonly written: string;
  private readonly small: string;

  constructor(
    private readonly text: string,
    private readonly language: string,
    private readonly exact: WordTable,
    private readonly loose: WordTable,
  ) {
    this.written = oneApostrophe(text);
    this.small = smallLetters(this.written);
  }

  run(): readonly FoundWord[] {
    const found: FoundWord[] = [];
    let at = 0;
    while (at < this.text.length) {
      const mayBegin = this.exact.mayBegin(this.written, at) || this.loose.mayBegin(this.small, at);
      const word = mayBegin && this.isBorder(at) ? this.wordAt(at) : null;
      if (word !== null) found.push(word);
      at = word?.end ?? at + 1;
    }
    return found;
  }

  private wordAt(at: number): FoundWord | null {
    const candidates = [...this.exact.at(this.written, at), ...this.loose.at(this.small, at)];
    for (const { entry, rank, length } of candidates.sort((a, b) => b.length - a.length || a.rank - b.rank)) {
      const end = at + length;
      if (this.isBorder(end)) return { at, end, entry, rank, ending: null };
      const ending = endingsAt(
        this.written.slice(end, end + ENDING_ROOM),
        this.text.slice(at, end),
        this.language,
      ).find(({ written }) => this.isBorder(end + written.length));
      if (ending !== undefined) return { at, end: end + ending.written.length, entry, rank, ending };
    }
    return null;
  }

  /** No word goes on across this place. */
  private isBorder(at: number): boolean {
    const before = characterBefore(this.written, at);
    const after = characterAt(this.written, at);
    if (before === '’' || after === '’') return this.isApostropheBorder(at, before === '’');
    return !joins(before, after);
  }

  /** An apostrophe with letters on both sides belongs to a word, but for languages that part words by it. */
  private isApostropheBorder(at: number, isBefore: boolean): boolean {
    if (PARTED_BY_APOSTROPHE.has(this.language)) return true;
    const left = characterBefore(this.written, isBefore ? at - 1 : at);
    const right = characterAt(this.written, isBefore ? at : at + 1);
    return !(LETTER.test(left) && LETTER.test(right));
  }
}

/** The longest ending, and one more. */
const ENDING_ROOM = 4;

function joins(before: string, after: string): boolean {
  if (!WORD.test(before) || !WORD.test(after)) return false;
  return MARK.test(after) || !(UNSPACED.test(before) || UNSPACED.test(after));
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20);

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff;
  return at <= 0 ? ' ' : characterAt(text, isLowSurrogate ? at - 2 : at - 1);
}
