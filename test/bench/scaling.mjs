/**
 * One book on fleets of simulated slots, the whole path over a real server: how near the makespan comes to the ideal,
 * and what one task per chapter would have made of it.
 *
 * `E2A_BENCH_BOOKS=alice,crusoe,moby` and `E2A_BENCH_FLEETS='5 equal,8 mixed'` choose; whole books in every fleet take hours.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { SIMULATED_PROFILE } from '../support/simulated-engine.mjs';
import { SETTINGS, startFleet } from './fleet.mjs';
import { chapterGrainMs, chapterWaits, idealMs, idealWithChangeMs, slotTime, total } from './makespan.mjs';
import { heading, machineNow, note, row, skip, verdict } from './report.mjs';
import { planOf, sharedBook } from './texts.mjs';

/** Two cores carry this many segments a second of the whole fleet beside a server that syncs every write. */
const SEGMENTS_PER_SECOND = 9;
/** × real time of one slot: shorter segments than some 0.3 s no voice has. */
const FASTEST_SLOT = 35;
const RUN_LIMIT_MS = 3_600_000;
const MS_PER_SECOND = 1000;
const LONGEST_GAPS = 5;

const BOOKS = {
  alice: 'alice-gutenberg.epub',
  crusoe: 'robinson-crusoe-gutenberg.epub',
  moby: 'moby-dick-standardebooks.epub',
};

const equal = (slots) => ({
  name: `${slots} equal`,
  synths: spread(slots).map((count) => ({ slots: count, weight: 1 })),
});

/** Over up to four processes, three at least where there are three slots. */
function spread(slots) {
  const processes = Math.min(4, slots);
  return Array.from({ length: processes }, (_, n) => Math.floor((slots + n) / processes));
}

const MIXED = [
  { slots: 3, weight: 10 },
  { slots: 3, weight: 3 },
  { slots: 2, weight: 1 },
];

const FLEETS = [
  equal(1),
  equal(2),
  { ...equal(5), target: 0.98 },
  equal(8),
  equal(16),
  { ...equal(32), target: 0.95 },
  { name: '8 mixed', synths: MIXED, target: 1 / 1.05 },
  /** Half-way the fastest host becomes as slow as the slowest, and nobody says so. */
  { name: '8 mixed with a change half-way', synths: MIXED, target: 1 / 1.05, change: { synth: 0, weight: 1 } },
];

/** Without a choice: what can be seen in half an hour. */
const USUAL = { alice: FLEETS.map(({ name }) => name), crusoe: ['5 equal', '32 equal', '8 mixed'], moby: ['32 equal'] };

export async function run() {
  const books = (process.env.E2A_BENCH_BOOKS ?? Object.keys(BOOKS).join(',')).split(',');
  const fleets = process.env.E2A_BENCH_FLEETS?.split(',').map((name) => name.trim());
  for (const book of books) {
    const path = sharedBook(BOOKS[book]);
    heading('scaling', `${BOOKS[book]}, whole, simulated voices that wait`);
    if (path === null) {
      skip(`there is no ${BOOKS[book]} in E2A_TEST_BOOKS`);
      continue;
    }
    const bytes = await readFile(path);
    const { plan, chapters } = await planOf(bytes, BOOKS[book], SIMULATED_PROFILE.id);
    const text = { bytes, fileName: BOOKS[book], title: plan.book.title, waits: chapterWaits(chapters), chapters };
    const chosen = fleets ?? (process.env.E2A_BENCH_BOOKS === undefined ? USUAL[book] : FLEETS.map(({ name }) => name));
    for (const fleet of FLEETS.filter(({ name }) => chosen.includes(name))) await oneRun(fleet, text);
  }
}

async function oneRun(fleet, text) {
  const scale = speedScale(fleet, text);
  const { change } = fleet;
  const synths = fleet.synths.map(({ slots, weight }) => ({ slots, speed: weight * scale }));
  const { client, synthHosts, close } = await startFleet({ synths, quiet: true });
  try {
    const began = performance.now();
    const { job } = await client.submit({
      bytes: text.bytes,
      fileName: text.fileName,
      title: text.title,
      settings: SETTINGS,
      force: false,
    });
    const synthsAfter = synths.map((synth, n) =>
      n === change?.synth ? { ...synth, speed: change.weight * scale } : synth,
    );
    const changing = change && changeHalfWay(text, synths, synthHosts[change.synth], synthsAfter[change.synth].speed);
    const status = await finalStatus(client, job);
    const wholeMs = performance.now() - began;
    const run = { spans: await spansOf(synthHosts), changedAt: await changing, synthsAfter, status, wholeMs };
    report(fleet, text, synths, run);
  } finally {
    await close();
  }
}

/** × real time for weight 1, so that the whole fleet speaks about SEGMENTS_PER_SECOND. */
function speedScale({ synths }, { waits, chapters }) {
  const segments = chapters.reduce((sum, { segments: all }) => sum + all.length, 0);
  const meanSeconds = total(waits) / segments / MS_PER_SECOND;
  const weights = synths.reduce((sum, { slots, weight }) => sum + slots * weight, 0);
  const heaviest = Math.max(...synths.map(({ weight }) => weight));
  return Math.min((SEGMENTS_PER_SECOND * meanSeconds) / weights, FASTEST_SLOT / heaviest);
}

async function finalStatus(client, job) {
  let last = null;
  for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(RUN_LIMIT_MS) })) last = status;
  return last;
}

/** Half-way by the clock, one host gets another speed. @returns the moment, on the hosts' clock */
async function changeHalfWay({ waits }, synths, host, speed) {
  await sleep(idealMs(waits, speedsOf(synths)) / 2);
  host.tell(`speed ${speed}`);
  return performance.timeOrigin + performance.now();
}

/** By slot, of all hosts: [begin, end, planned ms] of every call of the engine. */
async function spansOf(hosts) {
  const all = await Promise.all(
    hosts.map((host) => {
      const said = new Promise((resolve) => {
        const stop = host.listen((line) => {
          if (line.type !== 'spans') return;
          stop();
          resolve(line.slots);
        });
      });
      host.tell('spans');
      return said;
    }),
  );
  return all.flat();
}

const speedsOf = (synths) => synths.flatMap(({ slots, speed }) => Array.from({ length: slots }, () => speed));

function report(fleet, { waits }, synths, run) {
  const { spans, changedAt, status, wholeMs } = run;
  const calls = spans.flat();
  const from = Math.min(...calls.map(([begin]) => begin));
  const to = Math.max(...calls.map(([, end]) => end));
  const speeds = speedsOf(synths);
  const after = speedsOf(run.synthsAfter);
  const ideal =
    changedAt === undefined ? idealMs(waits, speeds) : idealWithChangeMs(waits, speeds, changedAt - from, after);
  const makespan = to - from;
  const share = ideal / makespan;
  note(`${fleet.name}: ${status.state}, ${machineNow()}`);
  row('  makespan', {
    ideal: [ideal / MS_PER_SECOND, 's'],
    measured: [makespan / MS_PER_SECOND, 's'],
    'chapter by chapter (computed)': [chapterGrainMs(waits, speeds) / MS_PER_SECOND, 's'],
    'submit to file': [wholeMs / MS_PER_SECOND, 's'],
    'model calls': [calls.length, ''],
  });
  const { gaps, ...shares } = slotTime(spans, from, to);
  row('  slots', Object.fromEntries(Object.entries(shares).map(([name, part]) => [name, [part * 100, '%']])));
  const slowest = gaps
    .slice(0, LONGEST_GAPS)
    .map(({ ms, at }) => `${ms.toFixed(0)} ms at ${(at / MS_PER_SECOND).toFixed(1)} s`);
  note(`    longest gaps between calls of a slot: ${slowest.join(', ')}`);
  verdict('  share of the ideal', share, '', fleet.target ? '>=' : null, fleet.target ?? null);
  if (changedAt === undefined && new Set(speeds).size === 1)
    verdict('  speed-up over one ideal slot', share * speeds.length, '×');
}
