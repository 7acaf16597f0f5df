import { z } from 'zod';
import type { Cluster } from '../cluster/ports/index.js';
import type { ActionRegistry } from '../cluster/runtime/index.js';
import type { Clock } from '../core/index.js';

const controlArgs = z.object({ job: z.string(), state: z.enum(['run', 'pause', 'cancel']) });
const letterArgs = z.object({
  job: z.string(),
  chapter: z.string(),
  item: z.string(),
  reason: z.string(),
  detail: z.record(z.string(), z.json()),
});

/** The short idempotent actions that `perform` effects name. */
export function hostActions(cluster: Cluster, clock: Clock): ActionRegistry {
  return {
    writeControl: async (args) => {
      const { job, state } = controlArgs.parse(args);
      await cluster.control.set(job, state);
    },
    recordDeadLetter: async (args, publishId) => {
      const letter = letterArgs.parse(args);
      await cluster.deadLetters.record({ origin: 'work', ...letter, at: clock.now() }, publishId);
    },
  };
}
