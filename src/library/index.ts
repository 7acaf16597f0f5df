/**
 * e2a inside another program: connect to a cluster, plan and submit books, follow jobs, read what they became.
 *
 * A caller like any other: no engine, no host, nothing printed, and nothing done before `connect` is called.
 */
export type { BookInMemory, BookSource } from './book-source.js';
export { connect } from './connect.js';
export type { Job, JobChapter, StopWaiting } from './job.js';
export type { ChapterEventType, BookEventType, FinalEventType, JobEvent } from './job-event.js';
export type { JobFile, JobResult } from './job-result.js';
export type { LibraryOptions, SubmitWishes } from './options.js';
export type { E2a } from './e2a.js';
