import { escapeText } from '../one-document.js';

/** Characters between two signs of emphasis. */
const EMPHASIS = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,400}?[^\s_]|[^\s_])_(?![\p{L}\p{N}_])/gu;
const BOLD = /(?<![\p{L}\p{N}=])=(?=[^\s=])([^=]{1,200}?[^\s=]|[^\s=])=(?![\p{L}\p{N}=])/gu;
const STARS = /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*]{1,200}?[^\s*]|[^\s*])\*(?![\p{L}\p{N}*])/gu;
const PICTURE = /\[Illustration\]/gi;
const NOTE_MARK = /\[(\d{1,4}|[A-Z])\]/g;

/** Text of a paragraph as markup: `_x_` is emphasis, `[Illustration]` a picture, `[12]` a mark where there is such a note. */
export function emphasised(text: string, noteId: (label: string) => string | null = () => null): string {
  const marked = escapeText(text)
    .replace(EMPHASIS, '<em>$1</em>')
    .replace(BOLD, '<b>$1</b>')
    .replace(STARS, '<em>$1</em>')
    .replace(PICTURE, '<object>[Illustration]</object>');
  return marked.replace(NOTE_MARK, (mark, label: string) => {
    const id = noteId(label);
    return id === null ? mark : `<a epub:type="noteref" href="#${id}">${mark}</a>`;
  });
}
