import type { Cluster, Mailboxes } from '../../../src/cluster/ports/index.js';
import type { TurnSteps } from '../../../src/cluster/runtime/turn-steps.js';

/** What makes a turn safe, one by one, so that tests can take one away and see what breaks. */
export const PROTECTIONS = ['late-ack', 'dedupe', 'outbox', 'cas', 'publish-ids', 'ack'] as const;
export type Protection = (typeof PROTECTIONS)[number];

/** The mailboxes without acknowledging last: taken is gone. */
export function mailWithout(protection: Protection | null, mail: Mailboxes): Mailboxes {
  if (protection !== 'late-ack') return mail;
  return {
    partitions: mail.partitions,
    post: (envelope) => mail.post(envelope),
    waiting: (kind, job) => mail.waiting(kind, job),
    async take(kind, partition, waitMs, signal) {
      const delivery = await mail.take(kind, partition, waitMs, signal);
      await delivery?.ack();
      return delivery && { ...delivery, ack: async () => {}, nak: async () => {}, terminate: async () => {} };
    },
  };
}

/** The steps of a turn without one of their protections. */
export function stepsWithout(
  protection: Protection | null,
  steps: TurnSteps,
  cluster: Pick<Cluster, 'checkpoints'>,
): TurnSteps {
  switch (protection) {
    case 'dedupe':
      return { ...steps, known: () => ({ type: 'new' }) };
    case 'outbox':
      return {
        ...steps,
        known: (actor, id) => (steps.known(actor, id).type === 'new' ? { type: 'new' } : { type: 'older' }),
      };
    case 'cas':
      return {
        ...steps,
        async save(actor, letter, transition) {
          const stored = await cluster.checkpoints.load(actor.address);
          return steps.save({ ...actor, revision: stored?.revision ?? null }, letter, transition);
        },
      };
    case 'publish-ids': {
      let performed = 0;
      return {
        ...steps,
        perform: (outbox, afterOne) =>
          steps.perform({ ...outbox, turn: process.pid * 1_000_000 + performed++ }, afterOne),
      };
    }
    case 'ack':
      return { ...steps, ack: async () => {} };
    case 'late-ack':
    case null:
      return steps;
  }
}
