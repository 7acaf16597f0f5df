/** Ranges of characters that terminals draw two columns wide: Hangul, CJK, kana, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Drawn over the character before. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

const columnsOf = (character: string): number => (NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that plain text takes on a terminal. */
export const textWidth = (text: string): number => [...text].reduce((sum, character) => sum + columnsOf(character), 0);

/** At most `columns` wide; what is cut is marked with `…`. */
export function cutTo(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}

export const padTo = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - textWidth(text)));
