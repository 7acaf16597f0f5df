import { writeSync } from 'node:fs';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { Alarms } from '../../../src/cluster/runtime/alarms.js';
import { behaviorsOf } from '../../../src/cluster/runtime/behaviors.js';
import { runMailLoop } from '../../../src/cluster/runtime/mail-loop.js';
import type { Classify } from '../../../src/cluster/runtime/port-errors.js';
import type { TurnHooks, TurnStep } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import { type Clock, RetryableError } from '../../../src/core/index.js';
import { counter } from './counter.js';
import { mailWithout, type Protection, stepsWithout } from './protections.js';

/** What the parent says in `CRASH_CHILD`. */
export interface CrashOrders {
  readonly servers: string;
  readonly leases: { readonly mailMs: number; readonly workMs: number };
  /** Where this process is killed or frozen, once; null: nowhere. */
  readonly point: TurnStep | null;
  readonly how: 'kill' | 'freeze';
  /** The protection it does without. */
  readonly without: Protection | null;
}

/** One JSON line; written at once, so that nothing is lost when we are killed next. */
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const orders = JSON.parse(process.env['CRASH_CHILD'] ?? '{}') as CrashOrders;
const cluster = await connectCluster({
  servers: orders.servers,
  name: 'e2a/test/crash-child',
  embedded: true,
  kinds: ['book', 'chapter', 'counter'],
  leases: orders.leases,
});

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};
const classify: Classify = (error) => (error instanceof RetryableError ? 'transient' : 'fatal');
const fates = [orders.point];
const hooks: TurnHooks = {
  after(step) {
    if (step !== fates[0]) return;
    fates.shift();
    say({ type: 'at', step });
    process.kill(process.pid, orders.how === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  },
};

const base = { cluster, behaviors: behaviorsOf([counter]), clock, telemetry: { emit: say } };
const house = { ...base, actions: {}, classify, alarms: new Alarms(base, hooks) };
const steps = stepsWithout(orders.without, turnSteps(house), cluster);
const mail = mailWithout(orders.without, cluster.mail);

say({ type: 'ready' });
const end = new AbortController().signal;
const partitions = Array.from({ length: mail.partitions }, (_, partition) => partition);
await Promise.all(
  partitions.map((partition) => runMailLoop('counter', partition, { ...house, mail, steps, hooks }, end)),
);
