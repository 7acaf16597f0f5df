import { traceIdOf, type WorkItem } from '../../core/index.js';
import type { About, Envelope } from '../ports/index.js';

/** What an event of the runtime is about, for whoever reads its log lines. */
export const aboutWork = ({ job, chapter, item, attempt, traceparent }: WorkItem): About => ({
  job,
  chapter,
  item,
  attempt,
  ...traceIn(traceparent),
});

export const aboutLetter = ({ to, traceparent }: Envelope): About => ({
  job: to.job,
  ...(to.chapter === undefined ? {} : { chapter: to.chapter }),
  ...traceIn(traceparent),
});

function traceIn(traceparent: string | undefined): About {
  const traceId = traceIdOf(traceparent);
  return traceId === undefined ? {} : { traceId };
}
