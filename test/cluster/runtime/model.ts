import { makeFaulty, type FaultRates, type Random, seededRandom } from '../../../src/cluster/memory/index.js';
import { runMailLoop } from '../../../src/cluster/runtime/mail-loop.js';
import { insist } from '../../../src/cluster/runtime/port-errors.js';
import type { TurnHooks } from '../../../src/cluster/runtime/turn.js';
import { turnSteps } from '../../../src/cluster/runtime/turn-steps.js';
import { type Address, formatAddress } from '../../../src/core/index.js';
import { type CounterHouse, createCounterHouse, stateOf } from './counter-house.js';
import { createJumpingClock } from './manual-clock.js';
import { mailWithout, type Protection, stepsWithout } from './protections.js';

const HOSTS = 2;
const PARTITIONS = 2;
const COUNTERS: readonly Address[] = [1, 2, 3].map((n) => ({ kind: 'counter', job: `sum-000${n}` }));
const LEDGERS: readonly Address[] = [1, 2].map((n) => ({ kind: 'ledger', job: `ledger-000${n}` }));
/** Few enough that a ledger's `recent` covers a whole run, which may last longer than the duplicate window. */
const ADDS = 5;
/** Longer than a mail lease. */
const FREEZE_MS = 20_000;
const LAST_BELL_MS = 6 * 60 * 60_000;
const QUIET_MS = 60_000;

const RATES: FaultRates = {
  refused: 0.04,
  answerLost: 0.06,
  ackForgotten: 0.08,
  duplicated: 0.15,
  delayed: 0.05,
  maxDelayMs: 25_000,
};
const KILLED = 0.02;
const FROZEN = 0.02;

/**
 * Counters that are told to add 1, 2, 3 … by senders who repeat themselves, on hosts that die and freeze, over ports
 * that lose, delay and duplicate. Returns what was violated, in words; nothing is expected.
 */
export async function playModel(seed: number, without: Protection | null = null): Promise<string[]> {
  const random = seededRandom(seed);
  const house = createCounterHouse(createJumpingClock(), PARTITIONS);
  const end = new AbortController();
  const faulty = { ...house, cluster: makeFaulty(house.cluster, { clock: house.clock, random, rates: RATES }) };
  const hosts = Array.from({ length: HOSTS }, () => runHost(faulty, random, without, end.signal));
  await Promise.all(COUNTERS.map((address, index) => send(address, index, faulty, random)));
  const quiet = await untilQuiet(house);
  end.abort();
  await Promise.all(hosts);
  return quiet ? violations(house) : ['mail is left over'];
}

type FaultyHouse = Omit<CounterHouse, 'cluster'> & { readonly cluster: ReturnType<typeof makeFaulty> };

async function send(to: Address, index: number, house: FaultyHouse, random: Random): Promise<void> {
  for (let n = 1; n <= ADDS; n++) {
    const ledger = formatAddress(LEDGERS[(index + n) % LEDGERS.length] ?? to);
    const message = { type: 'Add', n, ledger };
    const envelope = { id: `${to.job}-${n}`, to, schemaVersion: 1, sentAt: 0, message };
    await insist(() => house.cluster.mail.post(envelope), 'sender', house);
    await house.clock.sleep(random() * 3_000);
  }
}

/** Every partition of both kinds; a loop that is killed is started anew, as a new process would. */
async function runHost(
  house: FaultyHouse,
  random: Random,
  without: Protection | null,
  signal: AbortSignal,
): Promise<void> {
  const steps = stepsWithout(without, turnSteps(house), house.cluster);
  const mail = mailWithout(without, house.cluster.mail);
  const loop = async (kind: string, partition: number): Promise<void> => {
    while (!signal.aborted) {
      const life = new AbortController();
      const killed = new Promise<void>((resolve) => life.signal.addEventListener('abort', () => resolve()));
      const hooks = fatefulHooks(house, random, () => life.abort());
      await Promise.race([runMailLoop(kind, partition, { ...house, mail, steps, hooks }, signal), killed]);
    }
  };
  const places = ['counter', 'ledger'].flatMap((kind) => [0, 1].map((partition) => loop(kind, partition)));
  await Promise.all(places);
}

/** After each step the process may be killed (it never goes on) or frozen (it goes on much later). */
const fatefulHooks = (house: FaultyHouse, random: Random, die: () => void): TurnHooks => ({
  async after() {
    const fate = random();
    if (fate < KILLED) {
      die();
      await new Promise(() => {});
    }
    if (fate < KILLED + FROZEN) await house.clock.sleep(FREEZE_MS);
  },
});

/** True when the mailboxes stayed empty for a while. */
async function untilQuiet({ clock, cluster }: CounterHouse): Promise<boolean> {
  const lastBell = clock.now() + LAST_BELL_MS;
  let quietSince = clock.now();
  while (clock.now() < lastBell) {
    if (cluster.mail.depth > 0) quietSince = clock.now();
    if (clock.now() - quietSince > QUIET_MS) return true;
    await clock.sleep(QUIET_MS / 10);
  }
  return false;
}

async function violations(house: CounterHouse): Promise<string[]> {
  const found: string[] = [];
  const expectSame = (what: string, got: unknown, wanted: unknown): void => {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) found.push(`${what}: ${JSON.stringify(got)}`);
  };
  const numbers = Array.from({ length: ADDS }, (_, index) => index + 1);
  const heard = (await Promise.all(LEDGERS.map((ledger) => stateOf(house, ledger)))).map((state) => state?.heard ?? []);
  for (const [index, address] of COUNTERS.entries()) {
    const name = formatAddress(address);
    expectSame(`${name} added`, (await stateOf(house, address))?.added, numbers);
    for (const [at, notes] of heard.entries()) {
      const told = numbers.filter((n) => (index + n) % LEDGERS.length === at);
      const wanted = told.flatMap((n) => [`${name} ${n} a`, `${name} ${n} b`]);
      expectSame(
        `ledger ${at} of ${name}`,
        notes.filter((note) => note.startsWith(`${name} `)),
        wanted,
      );
    }
    const announced = house.cluster.events.announced.filter((event) => event.job === address.job);
    expectSame(`events of ${name}`, announced.length, ADDS);
  }
  const troubles = await house.cluster.deadLetters.list();
  expectSame('dead letters', troubles.length, 0);
  return found;
}
