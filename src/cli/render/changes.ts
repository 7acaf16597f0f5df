import type { ChapterStatus, JobStatus } from '../../client/index.js';

/** What is worth a line between two looks at a job. */
export type StatusChange =
  | {
      readonly type: 'job';
      readonly job: string;
      readonly title: string;
      readonly state: string;
      readonly paused?: true;
      readonly percent: number;
    }
  | { readonly type: 'waiting'; readonly job: string; readonly waitingFor: string }
  | ({ readonly type: 'chapter'; readonly job: string; readonly chapters: number } & Pick<
      ChapterStatus,
      'n' | 'title' | 'state' | 'percent'
    >);

/** While a job is in one of these, no chapter has begun: what follows begins with the job's own line. */
const BEFORE_CHAPTERS: ReadonlySet<string> = new Set(['new', 'reading']);

/** In the order in which they are to be told; nothing when nothing changed its state. */
export function changesBetween(before: JobStatus | null, after: JobStatus): readonly StatusChange[] {
  const { job, title, state, paused, percent, waitingFor } = after;
  const known = new Map(before?.chapters.map((chapter) => [chapter.id, chapter.state]));
  const chapters = after.chapters
    .filter((chapter) => chapter.state !== (known.get(chapter.id) ?? 'waiting'))
    .map((chapter): StatusChange => {
      const { n, title: chapterTitle, state: chapterState, percent: chapterPercent } = chapter;
      const count = after.chapters.length;
      return {
        type: 'chapter',
        job,
        chapters: count,
        n,
        title: chapterTitle,
        state: chapterState,
        percent: chapterPercent,
      };
    });
  const isSame = before?.state === state && before.paused === paused;
  const news: readonly StatusChange[] = isSame
    ? []
    : [{ type: 'job', job, title, state, percent, ...(paused ? { paused } : {}) }];
  const isBeginning = before === null || BEFORE_CHAPTERS.has(before.state);
  return [
    ...(isBeginning ? [...news, ...chapters] : [...chapters, ...news]),
    ...(waitingFor !== null && waitingFor !== before?.waitingFor
      ? [{ type: 'waiting' as const, job, waitingFor }]
      : []),
  ];
}

/** One line for a pipe or a log. */
export function changeLine(change: StatusChange): string {
  switch (change.type) {
    case 'job':
      return `${change.title === '' ? change.job : change.title}: ${stateWords(change)}`;
    case 'waiting':
      return `waiting for ${change.waitingFor}`;
    case 'chapter':
      return `chapter ${numberOf(change)} ${change.state}: ${change.title}`;
  }
}

/** Of a choice of chapters the numbers are the book's, and how many these are says nothing. */
const numberOf = ({ n, chapters }: { readonly n: number; readonly chapters: number }): string =>
  n > chapters ? String(n) : `${n} of ${chapters}`;

/** How a job stands, in words. */
export const stateWords = ({ state, paused }: { readonly state: string; readonly paused?: boolean }): string =>
  paused ? 'paused' : (JOB_WORDS[state] ?? state);

const JOB_WORDS: Readonly<Record<string, string>> = {
  new: 'submitted',
  reading: 'reading the book',
  converting: 'speaking',
  mastering: 'evening out the loudness',
  assembling: 'putting the file together',
  completed: 'done',
  partial: 'done, but parts are missing',
  failed: 'failed',
  cancelled: 'cancelled',
  removed: 'removed',
};
