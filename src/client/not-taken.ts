import { bookBehavior, jobStatus, type JobStatus, type Order } from '../actors/index.js';
import type { Cluster, WaitingMail } from '../cluster/ports/index.js';
import { type Instant, isJsonObject, type JobId, type Json, PRIORITIES } from '../core/index.js';
import { BOOK_NODE } from './missing-nodes.js';

/** A job whose order lies in the mailbox. */
export interface WaitingJob {
  readonly job: JobId;
  readonly title: string;
  readonly priority: Order['priority'];
  readonly since: Instant;
}

/** How such a job stands; `waiting` when more than its name is known. */
export const notTaken = (job: JobId, waiting: WaitingJob | null = null): JobStatus => ({
  ...jobStatus({ phase: 'new', job }, new Map()),
  ...(waiting === null ? {} : { title: waiting.title, priority: waiting.priority }),
  waitingFor: BOOK_NODE,
});

/** Submitted jobs that no book host has taken yet, or one of them. */
export async function waitingJobs(cluster: Pick<Cluster, 'mail'>, job?: JobId): Promise<readonly WaitingJob[]> {
  const waiting = await cluster.mail.waiting(bookBehavior.kind, job);
  return waiting.flatMap((mail) => waitingJob(mail) ?? []);
}

function waitingJob({ to, since, message }: WaitingMail): WaitingJob | null {
  if (message?.type !== 'SubmitBook') return null;
  const order = message['order'];
  const { title, priority } = isJsonObject(order) ? order : {};
  return { job: to.job, title: textOf(title), priority: priorityOf(priority), since };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const priorityOf = (value: Json | undefined): Order['priority'] => PRIORITIES.find((one) => one === value) ?? 'p1';
