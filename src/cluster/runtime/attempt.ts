import { CODES, HostBrokenError, type Instant, type Message, TerminalError, type WorkItem } from '../../core/index.js';
import type { HeldWork } from './held-work.js';
import type { LoopCare } from './port-errors.js';

/** What a performer is given beside its item. */
export interface PerformContext {
  /** Aborts at the deadline, on cancel and when the host stops: let go at once, reject with anything. */
  readonly signal: AbortSignal;
  /** From here on the slot may begin its next item: what remains is handing over (upload). Optional to call. */
  slotFree(): void;
}

/** Does one item; resolves with the message its owner is told. Doing the same item twice must do no harm. */
export type Performer = (item: WorkItem, context: PerformContext) => Promise<Message>;

/** How an attempt ended. */
export type Ending =
  | { readonly type: 'done'; readonly message: Message; readonly ms: number }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'cancelled' }
  | { readonly type: 'host-stops' };

/** A performer that has not let go after this long hangs, and with it the slot. */
const LET_GO_MS = 10_000;

/** Runs the performer on what we hold, for `deadlineMs` at most. Never rejects. */
export async function attempt(
  held: HeldWork,
  performer: Performer,
  deadlineMs: number,
  slotFree: () => void,
  care: LoopCare,
): Promise<Ending> {
  const startedAt = care.clock.now();
  const over = new AbortController();
  void stopAfter(deadlineMs, held, over.signal, care);
  const running = run(performer, held, slotFree, startedAt, care);
  const ending = await Promise.race([running, giveUpOn(held, over.signal, care)]);
  over.abort();
  return ending.type === 'failed' ? explain(ending, held, deadlineMs) : ending;
}

async function run(
  performer: Performer,
  held: HeldWork,
  slotFree: () => void,
  startedAt: Instant,
  care: LoopCare,
): Promise<Ending> {
  try {
    const message = await performer(held.item, { signal: held.signal, slotFree });
    return { type: 'done', message, ms: care.clock.now() - startedAt };
  } catch (error) {
    return { type: 'failed', error };
  }
}

async function stopAfter(deadlineMs: number, held: HeldWork, over: AbortSignal, care: LoopCare): Promise<void> {
  await care.clock.sleep(deadlineMs, over);
  if (!over.aborted) held.stop('overdue');
}

/** Ends the wait for a performer that was told to stop and does not. */
async function giveUpOn(held: HeldWork, over: AbortSignal, care: LoopCare): Promise<Ending> {
  await aborted(AbortSignal.any([held.signal, over]));
  await care.clock.sleep(LET_GO_MS, over);
  return { type: 'failed', error: new HostBrokenError(`the performer of ${held.id} does not let go`) };
}

/** Whatever a stopped performer threw, the cause of the stop is what happened. */
function explain(ending: Ending & { type: 'failed' }, held: HeldWork, deadlineMs: number): Ending {
  if (ending.error instanceof HostBrokenError) return ending;
  const cause = held.stopCause();
  if (cause === null) return ending;
  if (cause !== 'overdue') return { type: cause };
  const what = `${held.id} took longer than ${Math.round(deadlineMs / 1000)} s`;
  return { type: 'failed', error: new TerminalError({ code: CODES.workOverdue, what }) };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
