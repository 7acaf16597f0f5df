import { bookBehavior, type JobStatus } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import type { Clock, JobId, JsonObject } from '../core/index.js';
import { type BookCommand, hasTakenEffect, verdictOn } from './book-command.js';
import { EventBell } from './event-bell.js';
import { currentStatus, type JobReading, statusOf } from './jobs.js';

export interface CommandOptions {
  /** How long an answer is waited for; the order stays in the mailbox whatever comes. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * What became of a command: it took effect, was so before, was refused by the Book or by its state, or nobody has
 * answered yet.
 */
export type CommandEnd = { readonly status: JobStatus } & (
  | { readonly outcome: 'done' | 'already' | 'unanswered' }
  | { readonly outcome: 'refused'; readonly why: string }
);

/** What a Book says to somebody whose command it cannot follow. */
const REFUSED_EVENT = 'command-refused';
/** Between two looks, when no event wakes us. */
const LOOK_AGAIN_MS = 250;

/** Tells the Book, then looks on until it has taken effect. */
export async function commandBook(
  cluster: Cluster,
  clock: Clock,
  job: JobId,
  command: BookCommand,
  options: CommandOptions,
): Promise<CommandEnd> {
  const before = await statusOf(cluster, job);
  const status = await currentStatus(cluster, job);
  const verdict = verdictOn(command, status);
  if (verdict.type === 'refused') return { outcome: 'refused', status, why: verdict.why };
  if (verdict.type === 'already') return { outcome: 'already', status };
  const bell = new EventBell();
  const enough = new AbortController();
  const signal = AbortSignal.any([options.signal, enough.signal]);
  // The answer may come before the first look at the board; without it the state tells, too.
  const after = await cluster.events.last().catch(() => undefined);
  const following = bell.listen(() => cluster.events.follow(job, signal, after));
  try {
    await post(cluster, clock, job, command, before);
    return await answer(cluster, clock, job, command, before, bell, options);
  } finally {
    enough.abort();
    await following;
  }
}

async function answer(
  cluster: Cluster,
  clock: Clock,
  job: JobId,
  command: BookCommand,
  before: JobReading | null,
  bell: EventBell,
  { limitMs, signal }: CommandOptions,
): Promise<CommandEnd> {
  const until = clock.now() + limitMs;
  for (;;) {
    const refusal = bell.takeAll().find(({ type }) => type === REFUSED_EVENT);
    const now = await statusOf(cluster, job);
    const status = now?.status ?? (await currentStatus(cluster, job));
    if (hasTakenEffect(command, before, now)) return { outcome: 'done', status };
    if (refusal !== undefined) return { outcome: 'refused', status, why: refusal.text };
    if (clock.now() >= until || signal.aborted) return { outcome: 'unanswered', status };
    await clock.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, bell.rung()]));
  }
}

/** Two callers that saw the same turn and want the same mean one command. */
async function post(
  cluster: Cluster,
  clock: Clock,
  job: JobId,
  command: BookCommand,
  before: JobReading | null,
): Promise<void> {
  const { type, ...more } = command;
  await cluster.mail.post({
    id: [job, type, before?.turn ?? 'new', ...Object.values(more)].join('/'),
    to: { kind: bookBehavior.kind, job },
    schemaVersion: bookBehavior.schemaVersion,
    sentAt: clock.now(),
    message: { type, ...(more satisfies JsonObject) },
  });
}
