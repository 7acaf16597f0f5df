/** One web server with many who look on and many who ask, while a book is spoken: is an event lost, how long does an answer take, what does it weigh? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SETTINGS, startFleet } from './fleet.mjs';
import { cpuSeconds, memoryMb } from './processes.mjs';
import { heading, note, row, verdict } from './report.mjs';
import { makeBook, sharedBook } from './texts.mjs';

const PROGRAM = fileURLToPath(new URL('./web-program.mjs', import.meta.url));
const BOOK = 'alice-gutenberg.epub';
const MADE_PARAGRAPHS = 120;
/** So fast that chapters end while one looks; without a voice they cost the machine little. */
const SYNTHS = [{ slots: 4, speed: 500 }];
const STREAMS = 200;
const REQUESTS_PER_SECOND = 50;
const SECONDS = 20;
const STREAMS_OPEN_MS = 30_000;
const TARGET_P95_MS = 100;
/** Of the whole server: 200 streams are 200 sockets and their last messages. */
const TARGET_GROWTH_MB = 60;

export async function run() {
  heading('web-load', `${STREAMS} event streams and ${REQUESTS_PER_SECOND} requests/s beside a book, ${SECONDS} s`);
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-web-'));
  const fleet = await startFleet({ synths: SYNTHS, quiet: true });
  const web = await startProgram(fleet.server.url, folder);
  try {
    await measure(fleet.client, web);
  } finally {
    await web.stop();
    await fleet.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(client, { url, pid }) {
  await ask(new URL('api/v1/jobs', url));
  const before = memoryMb(pid);
  const ending = new AbortController();
  const streams = Array.from({ length: STREAMS }, () => openStream(new URL('api/v1/events', url), ending.signal));
  await within(STREAMS_OPEN_MS, 'streams', () => streams.every(({ ids }) => ids.length > 0));
  const opened = memoryMb(pid);
  const { job } = await client.submit({ ...(await book()), settings: SETTINGS, force: false });
  const cpuBefore = cpuSeconds(pid);
  const { times, failed } = await askForAWhile(url, job);
  const cpu = cpuSeconds(pid) - cpuBefore;
  const last = await client.lastEvent();
  await within(STREAMS_OPEN_MS, 'the last event', () => streams.every(({ ids }) => (ids.at(-1) ?? 0) >= last));
  const after = memoryMb(pid);
  ending.abort();
  const status = await client.current(job);
  note(`the book: ${status.state}, ${status.percent} %; ${last} events, ${streams[0].statuses} statuses a stream`);
  row('memory', { before: [before, 'MB'], 'streams open': [opened, 'MB'], after: [after, 'MB'] });
  row('answers', {
    median: [percentile(times, 0.5), 'ms'],
    p99: [percentile(times, 0.99), 'ms'],
    count: [times.length, ''],
  });
  row('the server’s CPU', { 'of one core': [(100 * cpu) / SECONDS, '%'] });
  verdict(
    'events lost',
    streams.reduce((sum, { ids }) => sum + lost(ids, last), 0),
    '',
    '<=',
    0,
  );
  verdict('answers that failed', failed, '', '<=', 0);
  verdict('p95 of an answer', percentile(times, 0.95), 'ms', '<=', TARGET_P95_MS);
  verdict('memory grown', after - before, 'MB', '<=', TARGET_GROWTH_MB);
}

async function book() {
  const path = sharedBook(BOOK);
  const bytes = path === null ? await makeBook(MADE_PARAGRAPHS) : await readFile(path);
  return { bytes, fileName: BOOK, title: 'Web load' };
}

/** An id for each event from the snapshot's on, none twice, none missing. */
function lost(ids, last) {
  const [first] = ids;
  const expected = last - first;
  const inOrder = ids.every((id, index) => index === 0 || id === ids[index - 1] + 1);
  return inOrder ? Math.max(0, expected - (ids.length - 1)) : expected;
}

/** Requests begin at their times, whether earlier ones are answered or not. */
async function askForAWhile(url, job) {
  const paths = ['api/v1/jobs', `api/v1/jobs/${job}`, 'api/v1/nodes', 'api/v1/queues', `api/v1/jobs/${job}/files`];
  const times = [];
  const asked = [];
  const began = performance.now();
  let failed = 0;
  for (let n = 0; n < REQUESTS_PER_SECOND * SECONDS; n++) {
    const due = began + (1000 * n) / REQUESTS_PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const answer = ask(new URL(paths[n % paths.length], url)).then((ms) => times.push(ms));
    asked.push(answer.catch(() => failed++));
  }
  await Promise.all(asked);
  return { times: times.sort((a, b) => a - b), failed };
}

async function ask(url) {
  const began = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - began;
}

function openStream(url, signal) {
  const stream = { ids: [], statuses: 0 };
  const read = async () => {
    const { body } = await fetch(url, { signal });
    let rest = '';
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('id: ')) stream.ids.push(Number(line.slice(4)));
        if (line === 'event: status') stream.statuses++;
      }
    }
  };
  read().catch(() => undefined);
  return stream;
}

async function startProgram(servers, folder) {
  const child = spawn(process.execPath, [PROGRAM, servers, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => {
      throw new Error('the web server ended');
    }),
  ]);
  return {
    url: JSON.parse(line).url,
    pid: child.pid,
    stop: async () => {
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function within(ms, what, isSo) {
  for (const until = performance.now() + ms; performance.now() < until; await sleep(50)) if (isSo()) return;
  note(`${what}: not within ${ms / 1000} s`);
}

const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
