import type { DropReason, PassageKind } from '../book.js';
import { collapseSpaces, hasLetters, isOrnament, LINE_BREAK, tidyMarked } from './characters.js';
import type { DropCount } from './drop-count.js';
import type { Context } from './frames.js';
import { withoutMarkers } from './markers.js';
import { closeGaps, takeBracketedNumbers } from './notes.js';
import { linesOf, looksLikeVerse, MAX_LONE_VERSE, verseLines } from './verse.js';

/** A piece of a finished block, markers still in its text; several when it was verse. */
export interface Piece {
  readonly kind: PassageKind;
  readonly text: string;
  readonly endsStanza: boolean;
  readonly inset?: DropReason;
}

/** What is counted, and what is remembered, while a block is finished. */
export interface Finishing {
  readonly context: Context;
  readonly drops: DropCount;
  /** What stands in the text for a note mark that was plain text. */
  noteSign(label: string): string;
}

/** Share of signs that prose does not have, above which preformatted text is code. */
const CODE_SIGNS = 0.06;
const CODE_SIGN = /[{}<>=;|\\/$&%#@_[\]~^`+]/g;

/** Lines from which preformatted text can be judged, and the share that begins with a small letter where prose is wrapped. */
const MIN_WRAPPED = 6;
const WRAPPED = 0.35;

/** A letter or a document, set line by line: verse begins its lines with capitals, code with signs. */
function isWrappedProse(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const small = filled.filter((line) => /^ {0,8}\p{Ll}/u.test(line) && !/[;{}=]\s*$/.test(line)).length;
  return filled.length >= MIN_WRAPPED && small >= filled.length * WRAPPED;
}

/** Paragraphs of wrapped prose: blank lines part them. */
function paragraphsOf(lines: readonly string[], finishing: Finishing): readonly Piece[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph): readonly Piece[] => {
      if (!hasLetters(paragraph)) {
        if (paragraph.trim() !== '') finishing.drops.add('ornament', paragraph.trim());
        return [];
      }
      return [{ kind: finishing.context.kind, text: prose(paragraph, finishing), endsStanza: false }];
    });
}

const looksLikeCode = (text: string): boolean => (text.match(CODE_SIGN)?.length ?? 0) > text.length * CODE_SIGNS;

/** Turns the raw text of a block into passages-to-be; what is spoken by nobody's wish goes into `drops`. */
export function finishBlock(raw: string, finishing: Finishing): readonly Piece[] {
  const { context, drops } = finishing;
  const text = tidyMarked(closeGaps(raw));
  if (!hasLetters(text)) return withoutLetters(text, drops);
  const lines = linesOf(text, context.preformatted);
  if (context.preformatted) {
    if (looksLikeCode(text) || (context.code && !isWrappedProse(lines))) return codeLines(lines);
    if (isWrappedProse(lines)) return paragraphsOf(lines, finishing);
  }
  const isHeading = context.kind === 'heading';
  if (!isHeading && isVerse(lines, context)) {
    return verseLines(lines)
      .filter((line) => hasLetters(line.text))
      .map((line) => ({ kind: 'verse', ...line }));
  }
  return [{ kind: context.kind, text: prose(text, finishing), endsStanza: false }];
}

/** Code as whoever asks for it hears it: line by line. */
function codeLines(lines: readonly string[]): readonly Piece[] {
  const spoken = lines.map(collapseSpaces).filter(hasLetters);
  return spoken.map((text, i) => ({ kind: 'verse', text, endsStanza: i === spoken.length - 1, inset: 'code' }));
}

function isVerse(lines: readonly string[], context: Context): boolean {
  if (looksLikeVerse(lines)) return true;
  if (context.preformatted) return lines.filter((line) => line.trim() !== '').length > 1;
  return context.verse && (lines.length > 1 || (lines[0] ?? '').length <= MAX_LONE_VERSE);
}

function prose(text: string, { context, drops, noteSign }: Finishing): string {
  const plain = collapseSpaces(text.replaceAll(LINE_BREAK, ' '));
  if (context.listed || context.region) return plain;
  const numbers = takeBracketedNumbers(plain, noteSign);
  for (const mark of numbers.taken) drops.add('note-mark', mark);
  return collapseSpaces(numbers.text);
}

function withoutLetters(text: string, drops: DropCount): readonly Piece[] {
  const visible = withoutMarkers(text).replace(/\s+/g, ' ').trim();
  if (visible === '') return [];
  drops.add('ornament', visible);
  return isOrnament(visible) ? [{ kind: 'break', text: '', endsStanza: false }] : [];
}
