/** Dots written one by one are an ellipsis too: `. . .` */
const DOTS = / ?(?:\.(?: ?\.){2,}|…)+\.?/g;
/** An em dash, hyphens standing for one, or an en dash between spaces; a run of them is one. */
const DASHES = / ?(?:[—―⸺⸻]|-{2,}|(?<= )–(?= ))[ —―⸺⸻-]*/g;

/**
 * Dashes get the spaces without which eSpeak does not pause at them. An ellipsis gives no pause of its own: it becomes
 * a comma inside a sentence, a full stop before a capital or at the end, and nothing beside another mark.
 */
export const normaliseMarks = (text: string): string =>
  sayEllipses(text.replace(DASHES, ' — ')).replace(/(?<=\p{L})\/(?=[\p{L}\p{N}])|(?<=\p{N})\/(?=\p{L})/gu, ' ');

/** Characters looked at on either side of an ellipsis. */
const SEEN_CHARACTERS = 40;

const sayEllipses = (text: string): string =>
  text.replace(DOTS, (dots, at: number) => {
    const end = at + dots.length;
    return ellipsisMark(text.slice(Math.max(0, at - SEEN_CHARACTERS), at), text.slice(end, end + SEEN_CHARACTERS));
  });

function ellipsisMark(before: string, after: string): string {
  if (!/[\p{L}\p{N}]/u.test(before)) return '';
  if (/^\s*["'”’)\]]*\s*[,;:!?—]/u.test(after) || /[,;:!?—]\s*$/u.test(before)) return '';
  const next = /^\s*["'”’)\]]*\s*["'“‘([]*(.)/u.exec(after)?.[1];
  if (next === undefined || /\p{Lu}/u.test(next)) return /^[\p{L}\p{N}]/u.test(after) ? '. ' : '.';
  return /^[\p{L}\p{N}]/u.test(after) ? ', ' : ',';
}
