import { readFileSync } from 'node:fs';

/** A document at the project's root. */
export const document = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** The text under a heading, down to the next one of the same or a higher level; throws when there is none. */
export function section(markdown: string, heading: string): string {
  const lines = withoutFences(markdown).split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start === -1) throw new Error(`no heading "${heading}"`);
  const level = (lines[start] ?? '').indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

/** The first cells of the rows of all tables in a piece of Markdown, heads and rules left out. */
export function firstCells(markdown: string): string[] {
  const lines = markdown.split('\n');
  const isRow = (line: string | undefined): boolean => line?.startsWith('|') === true;
  return lines
    .filter((line, i) => isRow(line) && !/^\|[-|\s]+$/.test(line) && isRow(lines[i - 1]))
    .map((line) => (line.split('|')[1] ?? '').trim());
}

/** The commands of all shell blocks, comments and prompts left out. */
export function shellLines(markdown: string): string[] {
  return [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Code in backticks. */
export const codeSpans = (markdown: string): string[] =>
  [...withoutFences(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** Lines of fenced blocks are emptied, so that a comment in a shell block is no heading. */
function withoutFences(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]+/g, ''));
}
