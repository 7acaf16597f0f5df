/**
 * A host of a cluster as a process of its own: `node cluster-host.mjs ORDERS.json`. It says what happens as JSON lines.
 *
 * The engine speaks tones that depend on the text alone, and takes real waiting time for it, so that the sound of a
 * book is the same whoever spoke which part in which attempt.
 */
import { mkdirSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * @typedef {object} HostOrders
 * @property {string} servers
 * @property {string} node
 * @property {('book' | 'synth')[]} roles
 * @property {number} slots
 * @property {string} workFolder
 * @property {number} msPerCharacter waiting time of the engine
 * @property {{ mailMs: number, workMs: number }} [leases]
 * @property {number} [patienceMs] how long a request is repeated
 * @property {number} [clockShiftMs] this machine's clock is wrong by so much
 * @property {string} [cannotSay] an utterance with these words fails, always
 * @property {number} [graceMs]
 */
const orders = /** @type {HostOrders} */ (JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
if (orders.clockShiftMs !== undefined) shiftClock(orders.clockShiftMs);

const { connectCluster } = await import('../../dist/cluster/jetstream/index.js');
const { startHost, systemClock } = await import('../../dist/host/index.js');
const { openSpeechEngine, tones, TONE_RATE } = await engines();
const { TerminalError } = await import('../../dist/core/index.js');

const START_WAIT_MS = 60_000;
const GRACE_MS = 3_000;

/** @param {object} line written at once, so that nothing is lost when we are killed next */
const say = (line) => {
  try {
    writeSync(1, `${JSON.stringify(line)}\n`);
  } catch {
    // nobody listens any more
  }
};
const telemetry = { emit: say };

mkdirSync(orders.workFolder, { recursive: true });
const cluster = await connectCluster({
  servers: orders.servers,
  name: `e2a/node/${orders.node}`,
  waitMs: START_WAIT_MS,
  waitsForRoom: true,
  telemetry,
  ...(orders.patienceMs === undefined ? {} : { patienceMs: orders.patienceMs }),
  ...(orders.leases === undefined ? {} : { leases: orders.leases }),
});
const host = await startHost({
  cluster,
  roles: orders.roles,
  slots: orders.slots,
  engine: 'tone',
  voice: 'tone',
  voicesFolder: orders.workFolder,
  workFolder: orders.workFolder,
  node: orders.node,
  clock: systemClock,
  telemetry,
  openEngine,
});
process.once('SIGTERM', () => void host.stop(orders.graceMs ?? GRACE_MS));
say({ type: 'ready' });
const reason = await host.done;
const error = 'error' in reason ? String(reason.error.stack) : undefined;
say({ type: 'ended', reason, error });
await cluster.close();
process.exitCode = reason.type === 'stopped' ? 0 : 1;

/** @param {Parameters<typeof openSpeechEngine>[0]} request */
async function openEngine(request) {
  const engine = await openSpeechEngine(request);
  return {
    profile: engine.profile,
    estimateSeconds: engine.estimateSeconds,
    close: engine.close,
    /** @param {{ text: string }} utterance @param {AbortSignal} signal */
    speak: async ({ text }, signal) => {
      await wait(text.length * orders.msPerCharacter, undefined, { signal });
      if (orders.cannotSay !== undefined && text.includes(orders.cannotSay))
        throw new TerminalError({ code: 'E2A-7999', what: `"${orders.cannotSay}" cannot be said.` });
      return { pcm: tones(text, 0), sampleRate: TONE_RATE, skipped: [], words: null };
    },
  };
}

async function engines() {
  const [registry, tone] = await Promise.all([
    import('../../dist/speech/engines/index.js'),
    import('../../dist/speech/engines/tone/index.js'),
  ]);
  return { ...registry, ...tone };
}

/** Everything in this process sees the wrong time; timers, which count from the start of the machine, do not. @param {number} ms */
function shiftClock(ms) {
  const RightDate = Date;
  globalThis.Date = class extends RightDate {
    /** @param {[] | [string | number | Date]} given */
    constructor(...given) {
      super(given.length === 0 ? RightDate.now() + ms : given[0]);
    }
    static now() {
      return RightDate.now() + ms;
    }
  };
}
