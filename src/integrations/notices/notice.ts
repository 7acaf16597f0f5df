import type { JobStatus, PublishedEvent } from '../../client/index.js';
import type { Failure } from '../../core/index.js';

/** What is told of an event. */
export interface Notice {
  /** The same however often it is sent: who gets it twice can tell. */
  readonly id: string;
  /** As in the history: `book-completed`; `test`: somebody tries whether it arrives. */
  readonly event: string;
  /** ISO 8601. */
  readonly at: string;
  /** A sentence. */
  readonly text: string;
  /** Null: it is about none. */
  readonly job: NoticedJob | null;
}

export interface NoticedJob {
  readonly job: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly state: string;
  readonly percent: number;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly missing: readonly string[];
  readonly failure: Failure | null;
  /** Its page; null: nobody said where the page is. */
  readonly page: string | null;
}

/** @param status null: nothing can be known of the job any more */
export const noticeOf = (event: PublishedEvent, status: JobStatus | null, pageUrl: string | null): Notice => ({
  id: `${event.seq}-${event.job}`,
  event: event.type,
  at: new Date(event.at).toISOString(),
  text: event.text,
  job: status && {
    job: event.job,
    title: status.title,
    authors: status.facts?.authors ?? [],
    state: status.state,
    percent: status.percent,
    files: status.files.map(({ name, bytes, digest }) => ({ name, bytes, sha256: digest })),
    missing: status.missing,
    failure: status.failure,
    page: pageUrl === null ? null : `${pageUrl.replace(/\/+$/, '')}/jobs/${encodeURIComponent(event.job)}`,
  },
});

export const testNotice = (at: number): Notice => ({
  id: `test-${at}`,
  event: 'test',
  at: new Date(at).toISOString(),
  text: 'This is a test: notices of e2a arrive here.',
  job: null,
});
