/**
 * `POST /v1/audio/speech` of `e2a up`, alone and while the same machine makes a book with all its slots: how much longer does somebody
 * wait, for one text after another and for single ones; and how much slower is the book meanwhile? `E2A_VOICE` picks one voice.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { heading, machineNow, median, note, row, verdict } from './report.mjs';
import { makeBook } from './texts.mjs';

const E2A = fileURLToPath(new URL('../../bin/e2a', import.meta.url));
const TEXTS = [
  'The rain had stopped by morning.',
  'From the kitchen came the smell of bread.',
  'Nobody was in a hurry, and the clock had stopped.',
  'A lamp was lit beside the harbour, and it burned all night.',
];
const VOICES = ['hibari-heart', 'en_US-joe-medium'];
const ASKED = 60;
/** Between single texts: longer than the machine keeps a core for the next one. */
const PAUSE_MS = 700;
const SINGLE = 20;
/** A book that no voice here finishes meanwhile. */
const PARAGRAPHS = 2_000;
/** Books are counted by segments, of which a slow voice says two in a second. */
const COUNTED_MS = 15_000;
const SPEAKING_MS = 120_000;
const STOP_LIMIT_MS = 15_000;
const TARGET_RATIO = 2;

export async function run() {
  const { E2A_VOICE: one } = process.env;
  for (const voice of one === undefined ? VOICES : [one]) await runWith(voice);
}

async function runWith(voice) {
  heading('speech-load', `${voice}: ${ASKED} short texts to /v1/audio/speech, alone and beside a book`);
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-speech-'));
  const up = await startUp(folder, voice);
  try {
    await ask(up.url, 0);
    const alone = await askAll(up.url, 'alone');
    const job = await order(up.url);
    const pace = paceOf(up.url, job);
    await untilSpoken(up.url, job);
    note(machineNow());
    const quiet = await pace(() => sleep(COUNTED_MS));
    const single = await askAll(up.url, 'single, beside a book', SINGLE, PAUSE_MS);
    const stream = [];
    const busy = await pace(async () => {
      for (const until = performance.now() + COUNTED_MS; performance.now() < until; )
        stream.push(...(await askAll(up.url, 'one after another', ASKED)));
    });
    row('the book', { alone: [quiet, 'characters/s'], 'beside the texts': [busy, 'characters/s'] });
    const { state, percent } = await status(up.url, job);
    note(`the book: ${state}, ${percent} %`);
    verdict('p95 of a single text / alone', p95(single) / p95(alone), '×', '<=', TARGET_RATIO);
    verdict('p95 of one after another / alone', p95(stream) / p95(alone), '×', '<=', TARGET_RATIO);
    verdict('the book beside them / alone', busy / quiet, '×');
  } finally {
    await up.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Characters of the job in a second while something is done. */
function paceOf(url, job) {
  return async (work) => {
    const before = await status(url, job);
    const began = performance.now();
    await work();
    const { charactersDone } = await status(url, job);
    return (1_000 * (charactersDone - before.charactersDone)) / (performance.now() - began);
  };
}

async function askAll(url, name, count = ASKED, pauseMs = 0) {
  const times = [];
  const plain = [];
  for (let n = 0; n < count; n++) {
    if (pauseMs > 0) await sleep(pauseMs);
    times.push(await ask(url, n));
    plain.push(await timed(() => send(url, 'GET', 'v1/models')));
  }
  row(name, { median: [median(times), 'ms'], p95: [p95(times), 'ms'], 'p95 of a plain answer': [p95(plain), 'ms'] });
  return times;
}

async function ask(url, n) {
  const body = { model: 'e2a', voice: 'alloy', input: TEXTS[n % TEXTS.length], response_format: 'wav' };
  return timed(() => send(url, 'POST', 'v1/audio/speech', JSON.stringify(body)));
}

async function timed(asking) {
  const began = performance.now();
  await (await asking()).arrayBuffer();
  return performance.now() - began;
}

async function order(url) {
  const book = await (await send(url, 'PUT', 'api/v1/books/bench.epub', await makeBook(PARAGRAPHS))).json();
  const { job } = await (await send(url, 'POST', 'api/v1/jobs', JSON.stringify({ book: book.book }))).json();
  return job;
}

async function untilSpoken(url, job) {
  for (const until = performance.now() + SPEAKING_MS; performance.now() < until; await sleep(500))
    if ((await status(url, job)).charactersDone > 0) return;
  throw new Error(`nothing of the book was spoken within ${SPEAKING_MS / 1000} s`);
}

const status = async (url, job) => (await send(url, 'GET', `api/v1/jobs/${job}/progress`)).json();

async function send(url, method, path, body) {
  const type = method === 'PUT' ? 'application/octet-stream' : 'application/json';
  const headers = body === undefined ? {} : { 'Content-Type': type };
  const response = await fetch(new URL(path, url), { method, headers, body });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function startUp(folder, voice) {
  const env = { ...process.env, E2A_VOICE: voice, E2A_STATUS_PORT: 'off' };
  const args = [E2A, 'up', '--port', '0', '--data', folder, '--grace', '1'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(late);
  };
  const said = [];
  const lines = createInterface({ input: child.stderr });
  for await (const line of lines) {
    said.push(line);
    const url = /open (http:\/\/\S+) in your browser/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stderr.resume();
    return { url, stop };
  }
  throw new Error(`e2a up ended: ${said.join(' ')}`);
}

const p95 = (times) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
