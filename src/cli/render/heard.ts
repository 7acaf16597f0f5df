import { count, numberOf } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { HeardChapter, UnheardChapter, VerifyEnd } from '../../client/index.js';

/** Sentences shown of one chapter, the worst first; `--json` has them all. */
const SENTENCES_SHOWN = 8;
/** One word heard otherwise is a matter of how the recogniser spells. */
const LEAST_ERRORS = 2;

const percent = (errors: number, words: number): string => `${((100 * errors) / Math.max(1, words)).toFixed(1)} %`;

/** The chapters with their word error rates, then the sentences that were heard otherwise. */
export function heardText({ heard, pending, failed, refused }: VerifyEnd, drawing: Drawing): string {
  if (refused !== null) return `Nothing was heard: ${refused}.\n`;
  const rows = table(
    [
      { title: '#', align: 'right', cell: ({ n }: HeardChapter) => String(n) },
      { title: 'chapter', cell: ({ title }: HeardChapter) => title, narrows: true },
      { title: 'words', align: 'right', cell: ({ words }: HeardChapter) => numberOf(words) },
      { title: 'heard otherwise', align: 'right', cell: ({ errors, words }: HeardChapter) => percent(errors, words) },
    ],
    heard,
    drawing.paintHeading,
    drawing.columns,
  );
  return [
    rows,
    ...heard.map(sentencesOf),
    ...failed.map(unheardText),
    ...(pending.length === 0 ? [] : [`Still to be heard: ${count(pending.length, 'chapter')}.\n`]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const unheardText = ({ title, failure }: UnheardChapter): string =>
  `${title} could not be heard: ${failure.what}${failure.why === undefined ? '' : ` ${failure.why}`}\n`;

function sentencesOf({ n, title, report }: HeardChapter): string {
  if (report === null) return `${title}: its report is gone from the object store.\n`;
  const worst = report.misheard.filter(({ errors }) => errors >= LEAST_ERRORS);
  if (worst.length === 0) return report.errors === 0 ? '' : `${n}. ${title}: no sentence by more than a word.\n`;
  const shown = worst
    .slice(0, SENTENCES_SHOWN)
    .map(({ expected, heard }) => `  said:  ${expected}\n  heard: ${heard === '' ? '(nothing)' : heard}\n`);
  const more = worst.length - shown.length;
  return `${n}. ${title}\n${shown.join('\n')}${more > 0 ? `  and ${count(more, 'sentence')} more\n` : ''}`;
}

export const heardDocument = ({ status, heard, pending, failed }: VerifyEnd): object => ({
  job: status.job,
  chapters: heard.map(({ n, title, words, errors, report }) => ({
    n,
    title,
    words,
    errors,
    misheard: report?.misheard ?? null,
  })),
  pending,
  failed: failed.map(({ title, failure: { code, what, why } }) => ({ title, code, what, why })),
});
