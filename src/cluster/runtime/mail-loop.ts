import { backoffMs, type BackoffPolicy, formatAddress, type Instant } from '../../core/index.js';
import type { LifecycleEvent, MailDelivery, Mailboxes } from '../ports/index.js';
import { aboutLetter } from './about.js';
import { type LoopCare, tryTo, waitAfter } from './port-errors.js';
import { type TurnHooks, type TurnOutcome, takeTurn } from './turn.js';
import type { TurnSteps } from './turn-steps.js';

export interface MailLoopHouse extends LoopCare {
  readonly mail: Mailboxes;
  readonly steps: TurnSteps;
  readonly hooks: TurnHooks;
}

/** One open take per partition; longer would only delay noticing that a consumer is gone. */
const TAKE_WAIT_MS = 5_000;
/** An older host leaves a partition to newer ones for so long, then looks again. */
const STAND_ASIDE_MS = 30_000;
/** A message whose turn broke off comes again after this, growing with its deliveries. */
const BROKEN_TURN_BACKOFF: BackoffPolicy = { firstMs: 200, maxMs: 5_000 };

/**
 * Takes turns for one partition of a kind, one at a time, until `signal` aborts; the turn in hand is finished.
 * Rejects on a fatal error only.
 */
export async function runMailLoop(
  kind: string,
  partition: number,
  house: MailLoopHouse,
  signal: AbortSignal,
): Promise<void> {
  const where = `mail ${kind}-${partition}`;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const delivery = await house.mail.take(kind, partition, TAKE_WAIT_MS, signal);
      if (delivery !== null) await serve(delivery, where, house, signal);
      failures = 0;
    } catch (error) {
      failures++;
      await waitAfter(error, failures, where, house, signal);
    }
  }
}

async function serve(delivery: MailDelivery, where: string, house: MailLoopHouse, signal: AbortSignal): Promise<void> {
  const startedAt = house.clock.now();
  const outcome = await turnOrHandBack(delivery, where, house);
  house.telemetry.emit(lifecycleOf(outcome, where, house.clock.now() - startedAt));
  if (outcome.type === 'newer') await house.clock.sleep(STAND_ASIDE_MS, signal);
}

async function turnOrHandBack(delivery: MailDelivery, where: string, house: MailLoopHouse): Promise<TurnOutcome> {
  try {
    return await takeTurn(delivery, house.steps, house.hooks);
  } catch (error) {
    const delayMs = backoffMs(delivery.deliveryCount, BROKEN_TURN_BACKOFF, where);
    await tryTo(() => delivery.nak(delayMs), where, house);
    throw error;
  }
}

function lifecycleOf(outcome: TurnOutcome, where: string, ms: Instant): LifecycleEvent {
  switch (outcome.type) {
    case 'newer':
      return { type: 'trouble', where, reason: `standing aside for a newer host: ${outcome.what}` };
    case 'refused': {
      const address = outcome.letter === null ? where : formatAddress(outcome.letter.envelope.to);
      const about = outcome.letter === null ? {} : aboutLetter(outcome.letter.envelope);
      return { type: 'mail-refused', address, reason: outcome.reason, ...about };
    }
    case 'conflict':
      return {
        type: 'turn-conflict',
        address: formatAddress(outcome.letter.envelope.to),
        ...aboutLetter(outcome.letter.envelope),
      };
    case 'taken':
    case 'repeated':
    case 'ignored': {
      const { to, message } = outcome.letter.envelope;
      return {
        type: 'turn-taken',
        address: formatAddress(to),
        message: message.type,
        ms,
        repeated: outcome.type === 'repeated',
        ...aboutLetter(outcome.letter.envelope),
      };
    }
  }
}
