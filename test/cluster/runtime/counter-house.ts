import { createMemoryCluster, type MemoryCluster, PassingFault } from '../../../src/cluster/memory/index.js';
import type { LifecycleEvent, MailDelivery, Telemetry } from '../../../src/cluster/ports/index.js';
import { Alarms } from '../../../src/cluster/runtime/alarms.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import type { ActionRegistry } from '../../../src/cluster/runtime/effects.js';
import type { Classify } from '../../../src/cluster/runtime/port-errors.js';
import type { TurnHouse } from '../../../src/cluster/runtime/turn-steps.js';
import type { Address, Clock, JsonObject } from '../../../src/core/index.js';
import { type CounterState, counter, counterOf } from './counter.js';

export const SUM: Address = { kind: 'counter', job: 'sum-0001' };
export const LEDGER: Address = { kind: 'ledger', job: 'ledger-0001' };

/** Passing faults pass; everything else is ours. */
const classify: Classify = (error) => (error instanceof PassingFault ? 'transient' : 'fatal');

export interface RecordingTelemetry extends Telemetry {
  readonly events: LifecycleEvent[];
  types(): string[];
}

function recordingTelemetry(): RecordingTelemetry {
  const events: LifecycleEvent[] = [];
  return { events, emit: (event) => void events.push(event), types: () => events.map((event) => event.type) };
}

export interface CounterHouse extends TurnHouse {
  readonly cluster: MemoryCluster;
  readonly alarms: Alarms;
  readonly telemetry: RecordingTelemetry;
  readonly classify: Classify;
  /** Calls of the action `shout`. */
  readonly shouts: { readonly args: JsonObject; readonly publishId: string }[];
}

/** A memory cluster with counters and their ledger; one partition, so that tests need not look for mail. */
export function createCounterHouse(clock: Clock, partitions = 1): CounterHouse {
  const shouts: CounterHouse['shouts'] = [];
  const actions: ActionRegistry = { shout: async (args, publishId) => void shouts.push({ args, publishId }) };
  const behaviors = behaviorsOf([counter, counterOf('ledger')]);
  const base = {
    cluster: createMemoryCluster({ clock, partitions }),
    behaviors,
    clock,
    telemetry: recordingTelemetry(),
  };
  return { ...base, alarms: new Alarms(base), actions, classify, shouts };
}

export async function takeMail({ cluster }: Pick<CounterHouse, 'cluster'>, kind = 'counter'): Promise<MailDelivery> {
  const delivery = await cluster.mail.take(kind, 0, 0, new AbortController().signal);
  if (delivery === null) throw new Error(`no mail for a ${kind}`);
  return delivery;
}

export async function stateOf(
  { cluster }: Pick<TurnHouse, 'cluster'>,
  address: Address = SUM,
): Promise<CounterState | null> {
  const stored = await cluster.checkpoints.load(address);
  return stored && (stored.checkpoint.state as CounterState);
}
