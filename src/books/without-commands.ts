import type { Manuscript } from './manuscript.js';

/** What commands a terminal and stands in no name; blanks of every kind stay. */
const COMMANDS = /(?!\s)\p{Cc}/gu;

const plain = <T extends string | undefined>(text: T): T => text?.replace(COMMANDS, '') as T;

/** Names and remarks are shown in terminals, tags and logs as they are: what a book says there commands none of them. */
export const withoutCommands = (manuscript: Manuscript): Manuscript => ({
  ...manuscript,
  title: plain(manuscript.title),
  subtitle: plain(manuscript.subtitle),
  authors: manuscript.authors.map(plain),
  series: plain(manuscript.series),
  publisher: plain(manuscript.publisher),
  description: plain(manuscript.description),
  titleSort: plain(manuscript.titleSort),
  authorSort: plain(manuscript.authorSort),
  contents: manuscript.contents.map((entry) => ({ ...entry, label: plain(entry.label) })),
  warnings: manuscript.warnings.map(plain),
});
