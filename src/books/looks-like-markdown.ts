/** Headings with blank lines round them from which text is Markdown whatever it is called. */
const MIN_HEADINGS = 2;
const HEADING = /(?:^|\n[ \t]*\n)#{1,4} +\S[^\n]*(?=\n[ \t]*\n)/g;
const NAME = /\.(md|markdown|mdown|mkd)$/i;
/** Front matter that names a title within its first lines. */
const FRONT_MATTER = /^(?:---|\+\+\+)[ \t]*\n(?:[^\n]{0,400}\n){0,30}?title[ \t]*[:=]/;

/** Whether text is Markdown: by its headings or front matter, else by its name, for plain paragraphs are both. */
export function looksLikeMarkdown(head: string, fileName: string): boolean {
  const text = head.replaceAll('\r\n', '\n');
  return NAME.test(fileName) || FRONT_MATTER.test(text) || (text.match(HEADING)?.length ?? 0) >= MIN_HEADINGS;
}
