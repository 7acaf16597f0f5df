/**
 * Very many tiny books through one cluster: does each come out, and does any process grow?
 * `E2A_SOAK_BOOKS` (default 1,000). A row for each book is written to a file, which is named at the end.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SETTINGS, startFleet } from './fleet.mjs';
import { canReadProcesses, memoryMb } from './processes.mjs';
import { heading, machineNow, note, row, skip, verdict } from './report.mjs';
import { makeBook } from './texts.mjs';

const BOOKS = Number(process.env.E2A_SOAK_BOOKS ?? 1000);
const SYNTHS = [
  { slots: 2, speed: 100 },
  { slots: 2, speed: 100 },
];
const BOOK_HOSTS = 2;
const SAMPLE_EVERY_MS = 5_000;
/** Ten seconds a book is far more than two cores need. */
const LIMIT_MS = BOOKS * 10_000 + 120_000;
/** A process has its size after its first books; from there on it may breathe, not grow. */
const SETTLED_SHARE = 0.2;
const GROWTH_TARGET = 1.3;
const NODE_TARGET_MB = 250;

export async function run() {
  heading('soak', `${BOOKS} books of one paragraph, ${BOOK_HOSTS} book hosts, ${SYNTHS.length} synth hosts`);
  if (!canReadProcesses) return skip('memory of processes is read from /proc; this is not Linux');
  const { client, hosts, server, close } = await startFleet({ synths: SYNTHS, bookHosts: BOOK_HOSTS, quiet: true });
  try {
    const began = performance.now();
    for (let n = 1; n <= BOOKS; n++) {
      const title = `Small Book ${String(n).padStart(4, '0')}`;
      const bytes = await makeBook(1, title);
      await client.submit({ bytes, fileName: `${title}.epub`, title, settings: SETTINGS, force: false });
    }
    row('submitted', { all: [(performance.now() - began) / 1000, 's'] });
    const processes = [
      ...hosts.map(({ node, pid }) => ({ name: node, pid })),
      { name: 'nats-server', pid: server.pid },
    ];
    const samples = await untilFinal(client, processes);
    row('finished', { all: [(performance.now() - began) / 1000, 's'], books: [BOOKS, ''] });
    note(machineNow());
    for (const { name } of processes)
      growth(
        name,
        samples.map((sample) => ({ done: sample.done, mb: sample[name] })),
      );
    await writeReport(await client.jobs());
  } finally {
    await close();
  }
}

/** Memory of every process now and then, with how many books were done. */
async function untilFinal(client, processes) {
  const samples = [];
  for (const until = performance.now() + LIMIT_MS; performance.now() < until; await sleep(SAMPLE_EVERY_MS)) {
    const all = await client.jobs();
    const done = all.filter(({ status }) => FINAL.has(status.state)).length;
    samples.push({ done, ...Object.fromEntries(processes.map(({ name, pid }) => [name, memoryMb(pid) ?? 0])) });
    if (done >= BOOKS) return samples;
  }
  throw new Error(`not all books were finished in ${LIMIT_MS / 1000} s: ${samples.at(-1)?.done} of ${BOOKS}`);
}

const FINAL = new Set(['completed', 'partial', 'failed', 'cancelled']);

function growth(name, samples) {
  const early = samples.filter(({ done }) => done <= BOOKS * SETTLED_SHARE).map(({ mb }) => mb);
  const late = samples.filter(({ done }) => done > BOOKS * SETTLED_SHARE).map(({ mb }) => mb);
  const [settled, most] = [Math.max(...early), Math.max(...late)];
  row(name, { [`most in the first ${SETTLED_SHARE * 100} %`]: [settled, 'MB'], 'most after that': [most, 'MB'] });
  if (name !== 'nats-server') verdict(`${name}, most`, most, 'MB', '<=', NODE_TARGET_MB);
  verdict(`${name}, growth`, most / settled, '×', '<=', GROWTH_TARGET);
}

async function writeReport(jobs) {
  const states = {};
  const rows = jobs.map(({ status }) => {
    states[status.state] = [(states[status.state]?.[0] ?? 0) + 1, ''];
    return [status.job, status.state, status.chapters.length, status.files[0]?.bytes ?? 0].join(',');
  });
  const file = join(tmpdir(), `e2a-soak-${BOOKS}.csv`);
  await writeFile(file, `${['job,state,chapters,bytes', ...rows.toSorted()].join('\n')}\n`);
  row('states', states);
  note(`a row for each book: ${file} (${rows.length} rows)`);
}
