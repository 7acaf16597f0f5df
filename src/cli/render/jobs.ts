import type { Instant } from '../../core/index.js';
import { byteCount, duration, languageName } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { type Column, table } from './table.js';
import type { ChapterStatus, JobEntry, JobStatus } from '../../client/index.js';

/** Said only when it is not as usual. */
const unusual = ({ priority, paused }: JobStatus): object => ({
  ...(priority === 'p1' ? {} : { priority }),
  ...(paused ? { paused } : {}),
});

/** What `jobs --json` prints; `submittedAt` is null for a job of an older e2a. */
export const jobsDocument = (entries: readonly JobEntry[]): object => ({
  jobs: entries.map(({ status, orderedAt, updatedAt }) => {
    const { job, title, state, percent } = status;
    const submittedAt = orderedAt === null ? null : new Date(orderedAt).toISOString();
    const times = { submittedAt, updatedAt: new Date(updatedAt).toISOString() };
    return { job, title, state, percent, ...unusual(status), ...times };
  }),
});

export const jobsTable = (entries: readonly JobEntry[], now: Instant, { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'job', cell: ({ status }) => status.job },
      { title: 'state', cell: ({ status }) => stateName(status) },
      { title: 'priority', cell: ({ status }) => status.priority },
      { title: '%', cell: ({ status }) => String(Math.floor(status.percent)), align: 'right' },
      { title: 'changed', cell: ({ updatedAt }) => `${duration((now - updatedAt) / 1000)} ago`, align: 'right' },
      { title: 'title', cell: ({ status }) => status.title, narrows: true },
    ],
    entries,
    paintHeading,
    columns,
  );

/** What `show --json` prints; keys of priority, pausing, failures and waiting are there only when there is something to say. */
export function jobDocument(status: JobStatus): object {
  const { job, state, percent, chapters, voices, files, missing, failure, waitingFor } = status;
  return {
    job,
    state,
    percent,
    ...unusual(status),
    chapters: chapters.map(chapterDocument),
    files,
    ...(voices.length > 0
      ? { voices: voices.map(({ language, engine, voice }) => ({ language, engine, voice })) }
      : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(failure === null ? {} : { failure }),
    ...(waitingFor === null ? {} : { waitingFor }),
  };
}

const chapterDocument = ({ n, title, state, percent, nodes, attempts, failure }: ChapterStatus): object => ({
  ...{ n, title, state, percent, nodes, attempts },
  ...(failure === null ? {} : { failure }),
});

/** @param report what `show` says of the words that are not spoken; empty when there is nothing to say */
export function jobText(status: JobStatus, report: string, drawing: Drawing): string {
  const { job, title, state, priority, paused, percent, waitingFor, failure, missing, files, warnings } = status;
  const spokenBy = voicesText(status.voices);
  const lines = [
    `${drawing.paintHeading(title === '' ? job : title)}  ${job}`,
    `${stateName(status)}${paused ? ` (${state})` : ''}, ${percent.toFixed(1)} %${priority === 'p1' ? '' : `, priority ${priority}`}`,
    ...(spokenBy === '' ? [] : [spokenBy]),
    ...(waitingFor === null ? [] : [`waiting for ${waitingFor}`]),
    ...(failure === null ? [] : [`${failure.what} (${failure.code})`]),
    ...missing.map((part) => `missing: ${part}`),
    ...warnings.map((warning) => `note: ${warning}`),
    ...files.map((file) => `${file.name}  ${byteCount(file.bytes)}  (e2a get ${job})`),
  ];
  return [`${lines.join('\n')}\n`, chapterTable(status, drawing), report].filter((part) => part !== '').join('\n');
}

/** `voice en_US-joe-medium (piper), for French fr_FR-siwis-medium (piper)` */
function voicesText(voices: JobStatus['voices']): string {
  const named = voices.map(({ language, voice, engine }) => {
    const of = language === null ? '' : `for ${languageName(language)} `;
    return `${of}${voice} (${engine})`;
  });
  return named.length === 0 ? '' : `voice ${named.join(', ')}`;
}

/** The phase, but where another word says more. */
const stateName = ({ state, paused }: JobStatus): string => (paused ? 'paused' : state === 'new' ? 'submitted' : state);

/** Where a job was stopped, nothing is being done, whatever was begun. */
const chapterStateName = (job: JobStatus['state'], chapter: string): string =>
  (job === 'cancelled' || job === 'failed') && ['speaking', 'joining'].includes(chapter) ? 'begun' : chapter;

/** In characters; on less, who speaks and how often is left out. */
const WIDE_ENOUGH = 80;

/** Said only when there is more than one answer. */
function effortColumns(chapters: readonly ChapterStatus[], columns: number): readonly Column<ChapterStatus>[] {
  if (columns < WIDE_ENOUGH) return [];
  const nodes = new Set(chapters.flatMap((chapter) => chapter.nodes));
  const isAgain = chapters.some(({ attempts }) => attempts > 0);
  return [
    ...(isAgain ? [{ title: 'again', cell: againOf, align: 'right' } as const] : []),
    ...(nodes.size > 1 ? [{ title: 'node', cell: nodesOf }] : []),
  ];
}

const againOf = ({ attempts }: ChapterStatus): string => (attempts === 0 ? '' : String(attempts));
const nodesOf = ({ nodes }: ChapterStatus): string => nodes.toSorted().join(', ');

const chapterTable = ({ chapters, state }: JobStatus, { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: '#', cell: (chapter) => String(chapter.n), align: 'right' },
      { title: 'chapter', cell: (chapter) => chapter.title, narrows: true },
      { title: 'state', cell: (chapter) => chapterStateName(state, chapter.state) },
      { title: '%', cell: (chapter) => String(Math.floor(chapter.percent)), align: 'right' },
      ...effortColumns(chapters, columns),
    ],
    chapters,
    paintHeading,
    columns,
  );
