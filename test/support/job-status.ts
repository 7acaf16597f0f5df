import type { JobStatus } from '../../src/client/index.js';

/** A job that is being spoken, but for what a test says otherwise. */
export const jobStatusWith = (change: Partial<JobStatus> = {}): JobStatus => ({
  job: 'a-tale-7f3a',
  title: 'A Tale',
  state: 'converting',
  priority: 'p1',
  paused: false,
  percent: 12.5,
  characters: 2000,
  charactersDone: 250,
  chapters: [],
  voices: [],
  files: [],
  rendition: null,
  facts: null,
  missing: [],
  warnings: [],
  failure: null,
  waitingFor: null,
  cover: false,
  turns: { book: 1 },
  ...change,
});
