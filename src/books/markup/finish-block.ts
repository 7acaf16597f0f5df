import type { PassageKind } from '../book.js';
import { CELL_BORDER, collapseSpaces, hasLetters, isOrnament, LINE_BREAK, tidyCharacters } from './characters.js';
import type { DropCount } from './drop-count.js';
import type { Context } from './frames.js';
import { closeGaps, takeBracketedNumbers } from './notes.js';
import { linesOf, looksLikeVerse, MAX_LONE_VERSE, verseLines } from './verse.js';

/** A piece of a finished block; several when it was verse. */
export interface Piece {
  readonly kind: PassageKind;
  readonly text: string;
  readonly endsStanza: boolean;
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
function paragraphsOf(lines: readonly string[], context: Context, drops: DropCount): readonly Piece[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph): readonly Piece[] => {
      if (!hasLetters(paragraph)) {
        if (paragraph.trim() !== '') drops.add('ornament', paragraph.trim());
        return [];
      }
      return [{ kind: context.kind, text: prose(paragraph, context, drops), endsStanza: false }];
    });
}

const looksLikeCode = (text: string): boolean => (text.match(CODE_SIGN)?.length ?? 0) > text.length * CODE_SIGNS;

/** Turns the raw text of a block into passages-to-be; what is not spoken goes into `drops`. */
export function finishBlock(raw: string, context: Context, drops: DropCount): readonly Piece[] {
  const text = tidyCharacters(closeGaps(raw));
  if (!hasLetters(text)) return withoutLetters(text, drops);
  const lines = linesOf(text, context.preformatted);
  if (context.preformatted) {
    if (looksLikeCode(text) || (context.code && !isWrappedProse(lines))) {
      drops.add('code', text);
      return [];
    }
    if (isWrappedProse(lines)) return paragraphsOf(lines, context, drops);
  }
  const isHeading = context.kind === 'heading';
  if (!isHeading && isVerse(lines, context)) {
    return verseLines(lines)
      .filter((line) => hasLetters(line.text))
      .map((line) => ({ kind: 'verse', ...line }));
  }
  return [{ kind: context.kind, text: prose(text, context, drops), endsStanza: false }];
}

function isVerse(lines: readonly string[], context: Context): boolean {
  if (looksLikeVerse(lines)) return true;
  if (context.preformatted) return lines.filter((line) => line.trim() !== '').length > 1;
  return context.verse && (lines.length > 1 || (lines[0] ?? '').length <= MAX_LONE_VERSE);
}

function prose(text: string, context: Context, drops: DropCount): string {
  const cells = text.replaceAll(LINE_BREAK, ' ').split(CELL_BORDER).map(collapseSpaces).filter(Boolean);
  const joined = cells.reduce(
    (row, cell) => (row === '' ? cell : `${row}${/[\p{P}]$/u.test(row) ? '' : ','} ${cell}`),
    '',
  );
  if (context.listed || context.region) return joined;
  const numbers = takeBracketedNumbers(joined);
  for (const mark of numbers.taken) drops.add('note-mark', mark);
  return collapseSpaces(numbers.text);
}

function withoutLetters(text: string, drops: DropCount): readonly Piece[] {
  const visible = text.replace(/\s+/g, ' ').trim();
  if (visible === '') return [];
  drops.add('ornament', visible);
  return isOrnament(visible) ? [{ kind: 'break', text: '', endsStanza: false }] : [];
}
