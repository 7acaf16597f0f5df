/**
 * A host with simulated engines as a process of its own: `node simulated-host.mjs ORDERS.json`.
 * It says what happens as JSON lines with the time `t`, and hears commands on stdin: `speed 3` (× real time, from the
 * next utterance on), `spans` (when which slot spoke), `memory`. It ends when stdin does, so nothing is left behind.
 */
import { mkdirSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { connectCluster } from '../../dist/cluster/jetstream/index.js';
import { workId } from '../../dist/core/index.js';
import { startHost, systemClock } from '../../dist/host/index.js';
import { now, openSimulatedEngine } from './simulated-engine.mjs';

/**
 * @typedef {object} SimulatedOrders
 * @property {string} servers
 * @property {string} node
 * @property {('book' | 'synth')[]} roles
 * @property {number} slots
 * @property {number} speed of each slot, × real time
 * @property {string} workFolder
 * @property {boolean} [quiet] says only how it stands, not what it does
 * @property {number} [graceMs]
 */
const orders = /** @type {SimulatedOrders} */ (JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));

const START_WAIT_MS = 60_000;
const GRACE_MS = 3_000;
const MB = 1_000_000;

/** @param {object} line written at once, so that nothing is lost when we are killed next */
const say = (line) => {
  try {
    writeSync(1, `${JSON.stringify({ t: now(), ...line })}\n`);
  } catch {
    // nobody listens any more
  }
};
const telemetry = { emit: orders.quiet ? ({ type, ...rest }) => isTrouble(type) && say({ type, ...rest }) : say };
const speed = { value: orders.speed };
/** @type {number[][][]} by slot */
const spans = [];

mkdirSync(orders.workFolder, { recursive: true });
const connected = await connectCluster({
  servers: orders.servers,
  name: `e2a/node/${orders.node}`,
  waitMs: START_WAIT_MS,
  telemetry,
});
const cluster = { ...connected, work: orders.quiet ? connected.work : tellingOfLeases(connected.work) };
const host = await startHost({
  cluster,
  roles: orders.roles,
  slots: orders.slots,
  engine: 'simulated',
  voice: 'waiting',
  voicesFolder: orders.workFolder,
  workFolder: orders.workFolder,
  node: orders.node,
  clock: systemClock,
  telemetry,
  device: 'simulated',
  openEngine: async () => {
    /** @type {number[][]} */
    const own = [];
    spans.push(own);
    return openSimulatedEngine(speed, own);
  },
});

const stop = () => void host.stop(orders.graceMs ?? GRACE_MS);
process.once('SIGTERM', stop);
createInterface({ input: process.stdin }).on('line', obey).once('close', stop);
say({ type: 'ready' });
const reason = await host.done;
say({ type: 'ended', reason, error: 'error' in reason ? String(reason.error.stack) : undefined });
await connected.close();
process.exit(reason.type === 'stopped' ? 0 : 1);

/** @param {string} line */
function obey(line) {
  const [command, argument] = line.split(' ');
  if (command === 'speed') speed.value = Number(argument);
  // Far more than a pipe takes at once, and nobody is killed while it is written.
  if (command === 'spans') process.stdout.write(`${JSON.stringify({ t: now(), type: 'spans', slots: spans })}\n`);
  if (command === 'memory') say({ type: 'memory', rssMb: process.memoryUsage().rss / MB });
}

/** What is leased and not yet begun is lost with a process too; only the queue itself sees it. */
function tellingOfLeases(work) {
  const telling = (lease) => {
    if (lease !== null) say({ type: 'leased', id: workId(lease.item), class: lease.item.class });
    return lease;
  };
  return new Proxy(work, {
    get: (target, name) => {
      const value = target[name];
      if (typeof value !== 'function' || !String(name).startsWith('pull')) return value;
      return async (...args) => telling(await value.apply(target, args));
    },
  });
}

function isTrouble(type) {
  return type === 'trouble' || type === 'work-given-up' || type === 'work-retried' || type === 'mail-refused';
}
