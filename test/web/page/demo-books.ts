import type { ChapterStatus, JobStatus } from '../../../src/client/index.js';

const TITLES = ['Loomings', 'The Carpet-Bag', 'The Spouter-Inn', 'The Counterpane', 'Breakfast', 'The Street'];

export const chapterOf = (n: number, more: Partial<ChapterStatus> = {}): ChapterStatus => ({
  n,
  id: `ch-${String(n).padStart(3, '0')}`,
  title: TITLES[n - 1] ?? `Chapter ${n}`,
  state: 'waiting',
  percent: 0,
  characters: 10_000,
  nodes: [],
  attempts: 0,
  failure: null,
  heard: null,
  ...more,
});

/** A book in the middle of its work; `more` says what is different. */
export const bookOf = (job: string, title: string, more: Partial<JobStatus> = {}): JobStatus => ({
  job,
  title,
  state: 'converting',
  priority: 'p1',
  paused: false,
  percent: 34.2,
  characters: 1_160_000,
  charactersDone: 400_000,
  chapters: [
    chapterOf(1, { state: 'joined', percent: 98, nodes: ['attic', 'garage'] }),
    chapterOf(2, { state: 'joined', percent: 98, nodes: ['attic'] }),
    chapterOf(3, { state: 'speaking', percent: 12.5, nodes: ['garage', 'attic'], attempts: 2 }),
    chapterOf(4),
    chapterOf(5),
    chapterOf(6),
  ],
  voices: [{ language: null, engine: 'hibari', voice: 'hibari-heart', profile: 'p-heart', isNeeded: true }],
  files: [],
  rendition: { format: 'm4b', split: 'none', extras: ['metadata'] },
  cover: false,
  facts: { title, authors: ['Herman Melville'], language: 'en' },
  missing: [],
  warnings: [],
  failure: null,
  waitingFor: null,
  turns: { book: 1 },
  ...more,
});

const ALL_DONE = [1, 2, 3].map((n) => chapterOf(n, { state: 'encoded', percent: 100 }));
const NO_FFMPEG = { code: 'E2A-3001', what: 'ffmpeg could not join it.', why: 'It is not installed.' };
const FILE = { name: 'The Lighthouse Clock.m4b', object: 'x/y.m4b', bytes: 14_900_000, digest: 'd'.repeat(64) };

/** One of every kind that the library shows. */
export const demoBooks = (): readonly JobStatus[] => [
  bookOf('moby-dick-7f3a', 'Moby-Dick; or, The Whale'),
  bookOf('lighthouse-clock-11aa', 'The Lighthouse Clock', {
    state: 'completed',
    percent: 100,
    charactersDone: 1_160_000,
    chapters: ALL_DONE,
    files: [FILE],
    cover: true,
    facts: { title: 'The Lighthouse Clock', authors: ['The e2a authors'], language: 'en' },
  }),
  bookOf('les-miserables-22bb', 'Les Misérables', {
    state: 'new',
    percent: 0,
    chapters: [],
    facts: null,
    waitingFor: 'a node that speaks fr_FR-siwis-medium (piper)',
  }),
  bookOf('middlemarch-33cc', 'Middlemarch', {
    paused: true,
    percent: 71.8,
    facts: { title: 'Middlemarch', authors: ['George Eliot'], language: 'en' },
  }),
  bookOf('broken-44dd', 'A Very Long Title of a Book About Donaudampfschifffahrtsgesellschaften and Their Captains', {
    state: 'failed',
    percent: 12,
    chapters: [chapterOf(1, { state: 'failed', percent: 100 }), chapterOf(2, { state: 'speaking', percent: 40 })],
    failure: {
      code: 'E2A-5003',
      what: 'The book ended in the middle.',
      why: 'Its archive is cut off after 1.2 MB.',
      fix: 'e2a submit BOOK --force',
    },
  }),
  bookOf('partial-55ee', 'Leaves of Grass', {
    state: 'partial',
    percent: 100,
    chapters: [ALL_DONE[0] ?? chapterOf(1), chapterOf(2, { state: 'failed', percent: 100, failure: NO_FFMPEG })],
    files: [{ ...FILE, name: 'Leaves of Grass.m4b' }],
    missing: ['chapter 2: The Carpet-Bag'],
    warnings: ['Chapter 1 has 2 sentences that a recogniser heard otherwise.'],
  }),
];
