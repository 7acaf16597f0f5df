import { ANNOTATION, plainText } from '../../speech-engine.js';

/** What eSpeak reads in one breath. */
export interface Clause {
  /** Pronunciations stand in it as `SpeechEngine.speak` was given them. */
  readonly text: string;
  /** The punctuation symbol the voice was trained with after it; empty where eSpeak's reader gives none. */
  readonly mark: '' | '.' | '?' | '!' | ',' | ':' | ';';
}

const MARKS: Readonly<Record<string, Clause['mark']>> = {
  '.': '.',
  '?': '?',
  '!': '!',
  ',': ',',
  ':': ':',
  ';': ';',
  '–': ';',
  '—': ';',
};
/** These break a clause wherever they stand, but match none of the terminators Piper knows: no symbol. */
const SILENT_BREAKS = new Set('。！？，、：；।¿¡…');
const MAY_FOLLOW = /[\s"'“”‘’«»()[\]{}?]/u;
const SPOKEN = /[\p{L}\p{N}]/u;
const NEXT_WORD_IS_LOWER = /^\s*\ufff9?\p{Ll}/u;
/** Under eSpeak's own limit of about 800 bytes in a clause, and far under the 1000 bytes of its line buffer. */
const CLAUSE_BYTES = 700;
/** Longest run of letters without a space that is still sent as one clause, in UTF-16 units (three bytes each at most). */
const CLAUSE_UNITS = 300;

export const hasSpeakable = (text: string): boolean => SPOKEN.test(text);

/**
 * Cuts text where eSpeak's own reader would, because its command line does not say which mark ended a clause.
 * Marks are given to the voice as it met them in training. Every clause has a letter or a digit and fits eSpeak's line.
 * A pronunciation is one word, whatever signs are in it.
 */
export function splitClauses(text: string): readonly Clause[] {
  const source = readable(text);
  const clauses: Clause[] = [];
  let begin = 0;
  let at = 0;
  while (at < source.length) {
    const soFar = source.slice(begin, at);
    const mark = clauseEnd(source, at, soFar);
    if (mark !== null) {
      pushClause(clauses, soFar, mark);
      begin = afterMark(source, at);
    } else if (isTooLong(soFar, source[at])) {
      pushClause(clauses, soFar, '');
      begin = at;
    }
    at = Math.max(afterWord(source, at), begin);
  }
  pushClause(clauses, source.slice(begin), '');
  return clauses;
}

/** One line of plain text; `[[…]]` would be taken for eSpeak's own phoneme notation. */
const readable = (text: string): string =>
  text
    .replace(/\[\[|\]\]/g, ' ')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\.{3,}/g, '…')
    .trim();

/** The mark when the character at `at` ends a clause; null when it does not. */
function clauseEnd(source: string, at: number, soFar: string): Clause['mark'] | null {
  const character = source[at] ?? '';
  const isSilent = SILENT_BREAKS.has(character);
  const mark = isSilent ? '' : MARKS[character];
  if (mark === undefined || !hasSpeakable(soFar)) return null;
  const next = source[afterMark(source, at)];
  if (!isSilent && next !== undefined && !MAY_FOLLOW.test(next)) return null;
  if (mark === '.' && NEXT_WORD_IS_LOWER.test(source.slice(at + 1))) return null;
  return mark;
}

const isTooLong = (soFar: string, next: string | undefined): boolean =>
  plainText(soFar).length >= CLAUSE_UNITS || (next === ' ' && Buffer.byteLength(plainText(soFar)) > CLAUSE_BYTES);

/** Past one character, or past a whole pronunciation. */
const afterWord = (source: string, at: number): number =>
  source[at] === ANNOTATION.begin ? Math.max(at, source.indexOf(ANNOTATION.end, at)) + 1 : at + 1;

/** In a run of `?` and `!` the first decides, the rest are swallowed. */
function afterMark(source: string, at: number): number {
  let next = at + 1;
  if (source[at] !== '?' && source[at] !== '!') return next;
  while (source[next] === '?' || source[next] === '!') next += 1;
  return next;
}

function pushClause(clauses: Clause[], text: string, mark: Clause['mark']): void {
  const trimmed = text.trim();
  if (hasSpeakable(trimmed)) clauses.push({ text: trimmed, mark });
}
