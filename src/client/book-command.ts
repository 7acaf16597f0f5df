import { type ChapterStatus, isFinalPhase, type JobStatus } from '../actors/index.js';
import type { Priority } from '../core/index.js';

/** What people ask of a Book that is there. */
export type BookCommand =
  | { readonly type: 'CancelBook' }
  | { readonly type: 'PauseBook' }
  | { readonly type: 'ResumeBook' }
  | { readonly type: 'MoveBook'; readonly priority: Priority }
  | {
      readonly type: 'RetryBook';
      readonly what: 'failed' | 'all';
      /** Numbers as `plan` shows them. */
      readonly chapters?: readonly number[];
    }
  | {
      readonly type: 'VerifyBook';
      /** Numbers as `plan` shows them; absent: all that have their sound. */
      readonly chapters?: readonly number[];
    }
  | { readonly type: 'RemoveBook' };

/** What asking would lead to, as far as the job's state tells. */
export type Verdict =
  | { readonly type: 'ask' }
  | { readonly type: 'already' }
  | { readonly type: 'refused'; readonly why: string };

const ASK: Verdict = { type: 'ask' };
const ALREADY: Verdict = { type: 'already' };

/** Whether the Book is asked at all. A job that no book host has taken yet may be asked: its mailbox keeps the order. */
export function verdictOn(command: BookCommand, status: JobStatus): Verdict {
  const { state, paused, priority } = status;
  const isOver = isFinalPhase(state);
  const refused: Verdict = { type: 'refused', why: `It is ${state}.` };
  if (state === 'removed') return command.type === 'RemoveBook' ? ALREADY : refused;
  switch (command.type) {
    case 'RemoveBook':
    case 'VerifyBook':
      return ASK;
    case 'CancelBook':
      return isOver ? (state === 'cancelled' ? ALREADY : refused) : ASK;
    case 'PauseBook':
      return isOver ? refused : paused ? ALREADY : ASK;
    case 'ResumeBook':
      return isOver ? refused : paused || state === 'new' ? ASK : ALREADY;
    case 'MoveBook':
      return isOver ? refused : priority === command.priority ? ALREADY : ASK;
    case 'RetryBook':
      return isOver ? ASK : { type: 'refused', why: `It is still ${paused ? 'paused' : state}.` };
  }
}

/** A Book as it was read; null when it was not there. */
export interface Seen {
  readonly status: JobStatus;
  /** Starts of the book. */
  readonly run: number;
}

/** Whether what was asked for is so now. */
export function hasTakenEffect(command: BookCommand, before: Seen | null, now: Seen | null): boolean {
  if (now === null) return command.type === 'RemoveBook' && before !== null;
  const { state, paused, priority } = now.status;
  switch (command.type) {
    case 'RemoveBook':
      return state === 'removed';
    case 'CancelBook':
      return isFinalPhase(state);
    case 'PauseBook':
      return paused || isFinalPhase(state);
    case 'ResumeBook':
      return state !== 'new' && !paused;
    case 'MoveBook':
      return state !== 'new' && priority === command.priority;
    case 'RetryBook':
      return before !== null && now.run > before.run;
    case 'VerifyBook':
      return before !== null && wasAsked(before.status, now.status, command.chapters);
  }
}

/** Joined, and perhaps encoded. */
export const hasSound = ({ state }: Pick<ChapterStatus, 'state'>): boolean => state === 'joined' || state === 'encoded';

/** Those that had their sound when the Book was told; one that gets it meanwhile is another's to ask for. */
function wasAsked(before: JobStatus, now: JobStatus, numbers: readonly number[] | undefined): boolean {
  const wanted = before.chapters.filter(({ n }) => numbers === undefined || numbers.includes(n)).filter(hasSound);
  return (
    wanted.length > 0 &&
    wanted.every((was) =>
      isAnswered(
        was,
        now.chapters.find(({ id }) => id === was.id),
      ),
    )
  );
}

/** An old failure is no answer; a sound that is gone is not waited for. */
function isAnswered({ heard: was }: ChapterStatus, now: ChapterStatus | undefined): boolean {
  if (now === undefined || !hasSound(now)) return true;
  const { heard } = now;
  if (heard?.progress !== 'failed') return heard !== null;
  return was?.progress !== 'failed' || was.attempt !== heard.attempt;
}
