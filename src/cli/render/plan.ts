import type { PlannedBook } from '../../planning/index.js';
import { duration } from './durations.js';
import { table } from './table.js';

/** What `plan --json` prints; part of the contract with programs. */
export function planDocument({ plan }: PlannedBook): object {
  const { title, authors, language } = plan.book;
  return {
    book: { title, authors, language },
    chapters: plan.chapters.map(({ n, title: chapterTitle, kind, words, characters, seconds }) => ({
      n,
      title: chapterTitle,
      kind,
      words,
      characters,
      seconds,
    })),
    leftOut: plan.leftOut.map(({ what, why, characters }) => ({ what, why, characters })),
    warnings: plan.warnings,
  };
}

/** The same for people: the book, its chapters, what is not spoken, what looks odd. */
export function planTables({ plan }: PlannedBook, paintHeading: (text: string) => string): string {
  const { title, authors, language } = plan.book;
  const by = authors.length === 0 ? '' : ` by ${authors.join(', ')}`;
  const words = plan.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const parts = [
    `${paintHeading(title)}${by} (${language})\n`,
    chapterTable(plan.chapters, paintHeading),
    `${plan.chapters.length} ${plan.chapters.length === 1 ? 'chapter' : 'chapters'}, ${words} words, about ${duration(seconds)} of speech\n`,
    table(
      [
        { title: 'not spoken', cell: (row) => row.what },
        { title: 'why', cell: (row) => row.why },
        { title: 'characters', cell: (row) => String(row.characters), align: 'right' },
      ],
      plan.leftOut,
      paintHeading,
    ),
    plan.warnings.map((warning) => `note: ${warning}\n`).join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const chapterTable = (chapters: PlannedBook['plan']['chapters'], paintHeading: (text: string) => string): string =>
  table(
    [
      { title: '#', cell: (chapter) => String(chapter.n), align: 'right' },
      { title: 'chapter', cell: (chapter) => chapter.title },
      { title: 'kind', cell: (chapter) => chapter.kind },
      { title: 'words', cell: (chapter) => String(chapter.words), align: 'right' },
      { title: 'about', cell: (chapter) => duration(chapter.seconds), align: 'right' },
    ],
    chapters,
    paintHeading,
  );

/** Every word as the voice is given it: a heading per chapter, a line per utterance. */
export function spokenText({ plan, chapterPlans }: PlannedBook): string {
  return plan.chapters
    .map(({ n, title, plan: name }) => {
      const utterances = chapterPlans.get(name)?.segments.flatMap((segment) => segment.utterances) ?? [];
      return `# ${n}. ${title}\n\n${utterances.map(({ spoken }) => `${spoken}\n`).join('')}`;
    })
    .join('\n');
}
