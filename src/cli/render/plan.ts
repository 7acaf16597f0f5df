import { count, duration, languageName, numberOf, type OtherLanguage } from '../../ordering/index.js';
import { type PlannedBook, type RuleChanges, shownText } from '../../planning/index.js';
import type { Drawing } from './drawing.js';
import { notSpokenTable } from './report.js';
import { table } from './table.js';

/** The same for people: the book, its chapters, other languages, what is not spoken, what looks odd. */
export function planTables(
  { plan }: PlannedBook,
  notes: readonly string[],
  languages: readonly OtherLanguage[],
  drawing: Drawing,
): string {
  const { title, authors, language } = plan.book;
  const by = authors.length === 0 ? '' : ` by ${authors.join(', ')}`;
  const words = plan.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const parts = [
    `${drawing.paintHeading(title)}${by} (${language})\n`,
    chapterTable(plan.chapters, drawing),
    `${count(plan.chapters.length, 'chapter')}, ${count(words, 'word')}, about ${duration(seconds)} of speech\n${otherLanguagesText(languages)}`,
    notSpokenTable(plan.leftOut, drawing),
    [...plan.warnings, ...notes].map((warning) => `note: ${warning}\n`).join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const LANGUAGES_TITLE = 'other languages: ';

/** `other languages: French 1,240 words in 12 chapters (--voice-for fr=VOICE)`, a line for each. */
const otherLanguagesText = (languages: readonly OtherLanguage[]): string =>
  languages
    .map(({ language, words, chapters, voice }, index) => {
      const how = voice === null ? `--voice-for ${language}=VOICE` : `${voice.voice}, ${voice.engine}`;
      const much = `${count(words, 'word')} in ${count(chapters, 'chapter')}`;
      return `${index === 0 ? LANGUAGES_TITLE : ' '.repeat(LANGUAGES_TITLE.length)}${languageName(language)} ${much} (${how})\n`;
    })
    .join('');

const chapterTable = (chapters: PlannedBook['plan']['chapters'], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: '#', cell: (chapter) => String(chapter.n), align: 'right' },
      { title: 'chapter', cell: (chapter) => chapter.title, narrows: true },
      { title: 'kind', cell: (chapter) => chapter.kind },
      { title: 'words', cell: (chapter) => numberOf(chapter.words), align: 'right' },
      { title: 'about', cell: (chapter) => duration(chapter.seconds), align: 'right' },
    ],
    chapters,
    paintHeading,
    columns,
  );

/**
 * Every word as the voice is given it: a heading per chapter, a line per utterance, and under it one for each change:
 * `  en/times: 12:30 → …`.
 */
export function spokenText({ plan, chapterPlans }: PlannedBook, changesIn: RuleChanges = () => []): string {
  return plan.chapters
    .map(({ n, title, plan: name }) => {
      const chapter = chapterPlans.get(name);
      const lines = (chapter?.segments ?? []).flatMap(({ utterances, language = chapter?.language ?? '' }) =>
        utterances.flatMap((utterance) => [
          shownText(utterance.spoken),
          ...changesIn(utterance, language).map(
            ({ rule, written, spoken }) => `  ${rule}: ${written.trim()} → ${spoken.trim()}`,
          ),
        ]),
      );
      return `# ${n}. ${title}\n\n${lines.map((line) => `${line}\n`).join('')}`;
    })
    .join('\n');
}
