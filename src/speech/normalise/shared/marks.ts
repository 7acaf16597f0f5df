/** Dots written one by one are an ellipsis too: `. . .` */
const DOTS = /\s*(?:\.(?:\s?\.){2,}|…)+\.?/g;
/** An em dash, hyphens standing for one, or an en dash between spaces; a run of them is one. */
const DASHES = /\s*(?:—|―|-{2,}|(?<=\s)–(?=\s))[\s—―-]*/g;

/**
 * Dashes get the spaces without which eSpeak does not pause at them. An ellipsis gives no pause of its own: it becomes
 * a comma inside a sentence, a full stop before a capital or at the end, and nothing beside another mark.
 */
export const normaliseMarks = (text: string): string =>
  sayEllipses(text.replace(DASHES, ' — ')).replace(/(?<=[\p{L}\p{N}])\/(?=[\p{L}\p{N}])/gu, ' ');

const sayEllipses = (text: string): string =>
  text.replace(DOTS, (dots, at: number) => ellipsisMark(text.slice(0, at), text.slice(at + dots.length)));

function ellipsisMark(before: string, after: string): string {
  if (!/[\p{L}\p{N}]/u.test(before)) return '';
  if (/^\s*["'”’)\]]*\s*[,;:!?—]/u.test(after) || /[,;:!?—]\s*$/u.test(before)) return '';
  const next = /^\s*["'”’)\]]*\s*["'“‘([]*(.)/u.exec(after)?.[1];
  if (next === undefined || /\p{Lu}/u.test(next)) return /^[\p{L}\p{N}]/u.test(after) ? '. ' : '.';
  return /^[\p{L}\p{N}]/u.test(after) ? ', ' : ',';
}
