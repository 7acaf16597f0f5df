import {
  assert,
  assertNever,
  type Clock,
  type Effect,
  type JsonObject,
  nextHop,
  type WorkItem,
} from '../../core/index.js';
import type { Cluster } from '../ports/index.js';
import { type Outbox, turnId } from './actor-record.js';
import { type Behaviors, seal } from './behaviors.js';

/**
 * Short, idempotent actions of the host, by the name that `perform` effects call them; `traceparent` is that of the turn,
 * for what they publish.
 */
export type ActionRegistry = Readonly<
  Record<string, (args: JsonObject, publishId: string, traceparent?: string) => Promise<void>>
>;

/** What effects are performed with. */
export interface EffectHouse {
  readonly cluster: Pick<Cluster, 'mail' | 'work' | 'events'>;
  readonly behaviors: Behaviors;
  readonly actions: ActionRegistry;
  readonly clock: Clock;
}

/** The same for the same effect, however often it is performed: the receiver stores it once. */
const effectId = (outbox: Outbox, index: number): string => `${turnId(outbox)}.${index}`;

/**
 * Performs an outbox in order; announcements, which nobody decides upon, go together at the end.
 * @param afterOne called after each effect but the last
 */
export async function performEffects(
  outbox: Outbox,
  house: EffectHouse,
  afterOne: () => Promise<void> | void = () => {},
): Promise<void> {
  const named = outbox.effects.map((effect, index) => ({ effect, id: effectId(outbox, index) }));
  const ordered = named.filter(({ effect }) => effect.type !== 'announce' && effect.type !== 'wakeAt');
  const announced = named.filter(({ effect }) => effect.type === 'announce');
  for (const [index, { effect, id }] of ordered.entries()) {
    await performEffect(effect, id, outbox.traceparent, house);
    if (index < ordered.length - 1 || announced.length > 0) await afterOne();
  }
  await Promise.all(announced.map(({ effect, id }) => performEffect(effect, id, outbox.traceparent, house)));
}

async function performEffect(
  effect: Effect,
  id: string,
  traceparent: string | undefined,
  house: EffectHouse,
): Promise<void> {
  const { cluster, clock } = house;
  switch (effect.type) {
    case 'tell':
      return cluster.mail.post(seal(house.behaviors, effect.to, effect.message, id, clock.now(), traceparent));
    case 'enqueueWork':
      await cluster.work.enqueue(traced(effect.item, nextHop(traceparent, id)), id);
      return;
    case 'announce':
      return cluster.events.announce(effect.event, id, clock.now(), nextHop(traceparent, id));
    case 'withdraw':
      return cluster.work.withdraw(effect.job, effect.chapter);
    case 'perform':
      return actionNamed(effect.action, house.actions)(effect.args, id, traceparent);
    case 'wakeAt':
      return; // part of the saved checkpoint
    default:
      return assertNever(effect, 'an effect nobody knows');
  }
}

const traced = (item: WorkItem, traceparent: string | undefined): WorkItem =>
  traceparent === undefined ? item : { ...item, traceparent };

function actionNamed(name: string, actions: ActionRegistry): ActionRegistry[string] {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  assert(action !== undefined, `this host has no action ${name}`);
  return action;
}
