import type { Clock } from '../../core/index.js';
import type { CheckpointStore, Cluster, MailDelivery, Mailboxes, WorkQueue } from '../ports/index.js';
import type { Random } from './seeded-random.js';

/** Something that passes: a lost answer, a refused request. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
}

/** How often each fault happens, from 0 to 1. */
export interface FaultRates {
  /** A request that never arrives; its sender gets an error. */
  readonly refused: number;
  /** A request that is done, whose sender gets an error all the same. */
  readonly answerLost: number;
  /** An ack that vanishes without an error. */
  readonly ackForgotten: number;
  /** A settled message that is delivered once more, much later, beside other mail of its partition. */
  readonly duplicated: number;
  /** A delivery that arrives late, perhaps after its lease; actors overtake each other by it. */
  readonly delayed: number;
  readonly maxDelayMs: number;
}

interface FaultOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly rates: FaultRates;
}

/** The ports that turns go through, with everything a network and a crashing server can do to them. */
export function makeFaulty(cluster: Cluster, options: FaultOptions): Cluster {
  const shaky = shakyCall(options);
  return {
    ...cluster,
    mail: faultyMail(cluster.mail, options),
    checkpoints: faultyCheckpoints(cluster.checkpoints, options),
    work: faultyWork(cluster.work, shaky),
    events: {
      announce: (event, publishId, at, traceparent) =>
        shaky(() => cluster.events.announce(event, publishId, at, traceparent)),
      follow: (job, signal, after) => cluster.events.follow(job, signal, after),
      kept: (job, signal, after) => cluster.events.kept(job, signal, after),
      last: () => cluster.events.last(),
    },
  };
}

type ShakyCall = <T>(call: () => Promise<T>) => Promise<T>;

const shakyCall =
  ({ random, rates }: FaultOptions): ShakyCall =>
  async (call) => {
    if (random() < rates.refused) throw new PassingFault('the request was refused');
    const answer = await call();
    if (random() < rates.answerLost) throw new PassingFault('no answer came in time');
    return answer;
  };

function faultyCheckpoints(store: CheckpointStore, options: FaultOptions): CheckpointStore {
  const shaky = shakyCall(options);
  return {
    load: (address) => shaky(() => store.load(address)),
    save: (address, checkpoint, revision) => shaky(() => store.save(address, checkpoint, revision)),
    list: (kind, job) => store.list(kind, job),
    changes: (kind, revision) => store.changes(kind, revision),
    remove: (address) => store.remove(address),
  };
}

const faultyWork = (work: WorkQueue, shaky: ShakyCall): WorkQueue => ({
  beatEveryMs: work.beatEveryMs,
  offer: (workClass) => work.offer(workClass),
  enqueue: (item, publishId) => shaky(() => work.enqueue(item, publishId)),
  pull: (workClass, waitMs, signal) => shaky(() => work.pull(workClass, waitMs, signal)),
  pullUrgent: (workClass) => shaky(() => work.pullUrgent(workClass)),
  withdraw: (job, chapter) => shaky(() => work.withdraw(job, chapter)),
  present: (job) => work.present(job),
  depths: () => work.depths(),
});

function faultyMail(mail: Mailboxes, options: FaultOptions): Mailboxes {
  const { random, rates, clock } = options;
  const shaky = shakyCall(options);
  const echoes = new Map<string, Uint8Array[]>();
  return {
    partitions: mail.partitions,
    waiting: (kind, job) => mail.waiting(kind, job),
    post: (envelope) => shaky(() => mail.post(envelope)),
    async take(kind, partition, waitMs, signal) {
      const place = `${kind}.${partition}`;
      if (random() < rates.delayed) await clock.sleep(random() * rates.maxDelayMs, signal);
      const echo = random() < rates.duplicated ? echoes.get(place)?.shift() : undefined;
      if (echo !== undefined) return echoOf(echo);
      const delivery = await shaky(() => mail.take(kind, partition, waitMs, signal));
      if (delivery === null) return null;
      if (random() < rates.delayed) await clock.sleep(random() * rates.maxDelayMs);
      return shakyDelivery(delivery, options, (payload) => {
        const list = echoes.get(place) ?? [];
        echoes.set(place, [...list, payload]);
      });
    },
  };
}

function shakyDelivery(
  delivery: MailDelivery,
  options: FaultOptions,
  remember: (payload: Uint8Array) => void,
): MailDelivery {
  const shaky = shakyCall(options);
  return {
    payload: delivery.payload,
    deliveryCount: delivery.deliveryCount,
    async ack() {
      if (options.random() < options.rates.ackForgotten) return;
      await shaky(() => delivery.ack());
      remember(delivery.payload);
    },
    nak: (delayMs) => shaky(() => delivery.nak(delayMs)),
    terminate: (reason) => shaky(() => delivery.terminate(reason)),
  };
}

/** A ghost of settled mail: nobody waits for its ack. */
const echoOf = (payload: Uint8Array): MailDelivery => ({
  payload,
  deliveryCount: 2,
  ack: async () => {},
  nak: async () => {},
  terminate: async () => {},
});
