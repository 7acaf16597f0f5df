/** A stretch of a word as dictionaries look at it: letters, figures, a hyphen, an apostrophe. */
export interface Piece {
  readonly text: string;
  /** Part of speech of the word it came from. */
  readonly tag: string;
}

/** What is said in one go. */
export type Item =
  /** Pauses and brackets, in the voice's alphabet. */
  | { readonly type: 'mark'; readonly phonemes: string }
  | { readonly type: 'sounds'; readonly word: string; readonly phonemes: string }
  /** Pieces written without a space between them: `well`, `-`, `known`. */
  | { readonly type: 'group'; readonly pieces: readonly Piece[] };

/** A word with its part of speech, as the tagger told it; `phonemes` where they were given. */
export interface TaggedWord {
  readonly text: string;
  readonly tag: string;
  readonly phonemes: string | null;
}

const PIECES =
  /^'+|\p{Lu}(?=\p{Lu}\p{Ll})|[-_]+|'{2,}|\p{L}*?\p{Ll}(?=\p{Lu})|\p{L}\p{M}*(?:[\p{L}\p{M}]|'(?=\p{L}))*|\p{N}+|[^\p{L}\p{N}_'-]|'+$/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;
/** Marks that a voice hears, and what others are to it. */
const MARKS: Readonly<Record<string, string>> = {
  '—': '—',
  '–': '—',
  '…': '…',
  ';': ';',
  ':': ':',
  ',': ',',
  '.': '.',
  '!': '!',
  '?': '?',
  '(': '(',
  '[': '(',
  '{': '(',
  ')': ')',
  ']': ')',
  '}': ')',
};
/** Inside a word they join, at its edge they are nothing. */
const JOINTS = /^(?:-+|'+|_+|\/)$/;
const LETTER_WITH_DOT = /^\p{L}\.$/u;

/**
 * A run's words as items.
 * @param endsText whether nothing follows: the dot behind a last letter ends the sentence.
 */
export function itemsOf(words: readonly TaggedWord[], endsText: boolean): readonly Item[] {
  if (words.length === 1 && /^-+$/.test(words[0]?.text ?? '')) return [{ type: 'mark', phonemes: '—' }];
  const items: Item[] = [];
  for (const [index, word] of words.entries()) {
    const { text, tag, phonemes } = word;
    const isLast = endsText && index === words.length - 1;
    if (phonemes !== null) items.push({ type: 'sounds', word: text, phonemes });
    else if (isLast && LETTER_WITH_DOT.test(text)) {
      addPieces(items, [{ text: text.slice(0, -1), tag }]);
      items.push({ type: 'mark', phonemes: '.' });
    } else if (HAS_WORD.test(text) || JOINTS.test(text)) addPieces(items, piecesOf(text, tag));
    else addSigns(items, text, tag);
  }
  return items;
}

const piecesOf = (text: string, tag: string): readonly Piece[] =>
  (text.match(PIECES) ?? []).map((piece) => ({ text: piece, tag }));

function addPieces(items: Item[], pieces: readonly Piece[]): void {
  const last = items.at(-1);
  if (last?.type === 'group') items.splice(-1, 1, { type: 'group', pieces: [...last.pieces, ...pieces] });
  else if (pieces.length > 0) items.push({ type: 'group', pieces });
}

/** Marks by themselves; a sign that is no mark may be a word. */
function addSigns(items: Item[], text: string, tag: string): void {
  for (const sign of text) {
    const mark = MARKS[sign];
    if (mark === undefined) addPieces(items, [{ text: sign, tag }]);
    else items.push({ type: 'mark', phonemes: mark });
  }
}
