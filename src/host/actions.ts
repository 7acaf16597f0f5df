import { z } from 'zod';
import { bookBehavior, chapterBehavior } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import { type ActionRegistry, behaviorsOf, seal } from '../cluster/runtime/index.js';
import type { Address, Clock, Message } from '../core/index.js';
import { fleetSpeaking } from './book-sweepers.js';
import { removeJob, removeTombstone } from './removal.js';

const jobArgs = z.object({ job: z.string() });
const controlArgs = jobArgs.extend({ state: z.enum(['run', 'pause', 'cancel']) });
const fleetArgs = jobArgs.extend({ profile: z.string() });
const reconcileArgs = jobArgs.extend({ chapter: z.string().nullable() });
const letterArgs = jobArgs.extend({
  chapter: z.string(),
  item: z.string(),
  reason: z.string(),
  detail: z.record(z.string(), z.json()),
});

const RECEIVERS = behaviorsOf([bookBehavior, chapterBehavior]);

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
    reconcileChapter: async (args, publishId, traceparent) => {
      const { job, chapter } = reconcileArgs.parse(args);
      await askAgain(
        chapter === null ? { kind: 'book', job } : { kind: 'chapter', job, chapter },
        publishId,
        traceparent,
        cluster,
        clock,
      );
    },
    countFleet: async (args, publishId, traceparent) => {
      const { job, profile } = fleetArgs.parse(args);
      const fleet = fleetSpeaking(await cluster.nodes.list(), profile, clock.now());
      const message = { type: 'FleetChanged', ...fleet };
      await tell({ kind: 'book', job }, message, publishId, traceparent, cluster, clock);
    },
    removeJob: async (args) => removeJob(jobArgs.parse(args).job, cluster),
    removeTombstone: async (args) => removeTombstone(jobArgs.parse(args).job, cluster),
  };
}

/** Shows an actor what the queue holds of its work; it asks again for what is not there. */
async function askAgain(
  to: Address,
  id: string,
  traceparent: string | undefined,
  cluster: Cluster,
  clock: Clock,
): Promise<void> {
  const own = `${to.chapter ?? 'book'}/`;
  const present = [...(await cluster.work.present(to.job))].filter((token) => token.startsWith(own));
  await tell(to, { type: 'Reconcile', present }, id, traceparent, cluster, clock);
}

/** The effect's own id: performed again, it is told once. */
async function tell(
  to: Address,
  message: Message,
  id: string,
  traceparent: string | undefined,
  cluster: Cluster,
  clock: Clock,
): Promise<void> {
  await cluster.mail.post(seal(RECEIVERS, to, message, id, clock.now(), traceparent));
}
