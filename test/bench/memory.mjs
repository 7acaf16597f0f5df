/** Most memory in RAM (VmHWM): nodes without a model while a book runs, and a slot on the longest utterances of a real book. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { E2A } from './conversion.mjs';
import { canReadProcesses, descendants, peakMemoryMb } from './processes.mjs';
import { heading, note, row, skip, verdict } from './report.mjs';
import { startServer } from './server.mjs';
import { HIBARI, openSlots, PIPER, queueOf, speakAll, voiceFor } from './slots-at-work.mjs';
import { makeBook, planOf, sharedBook } from './texts.mjs';

const NODE_TARGET_MB = 200;
const SLOT_TARGET_MB = 450;
const POLL_MS = 200;
const LONGEST = 100;
/** Enough chapters that joins and encodings overlap; `all` for the whole book. */
const CHAPTERS = process.env.E2A_BENCH_CHAPTERS ?? '1-6';
const MADE_PARAGRAPHS = 500;
const BOOK = 'robinson-crusoe-gutenberg.epub';

export async function run() {
  heading('memory, nodes', 'a plain server, a book node and a synth node with the tone engine, one book');
  if (!canReadProcesses) return skip('memory of processes is read from /proc; this is not Linux');
  await withFolder(nodes);
  for (const request of [HIBARI, PIPER]) {
    heading(`memory, ${request.engine}`, `one slot on the ${LONGEST} longest utterances of ${BOOK}`);
    await slot(request);
  }
}

async function nodes(folder) {
  const server = await startServer(folder);
  const book = startNode(['--role', 'book'], folder, 'book', server.url);
  const synth = startNode(['--role', 'synth', '--engine', 'tone', '--slots', '2'], folder, 'synth', server.url);
  const programs = new Map();
  const watch = setInterval(() => watchPrograms(book.pid, programs), POLL_MS);
  try {
    const { path, flags } = await orderOf(folder);
    const at = ['--engine', 'tone', '--wait', '--json', '--server', server.url];
    const { stdout } = await promisify(execFile)(process.execPath, [E2A, 'submit', path, ...flags, ...at], {
      maxBuffer: 2 ** 28,
    });
    const last = JSON.parse(stdout.trim().split('\n').at(-1));
    row('one book', { 'last line': [last.type, last.state ?? ''] });
    row('beside it', {
      'nats-server': [peakMemoryMb(server.pid), 'MB'],
      ...Object.fromEntries([...programs].map(([name, mb]) => [name, [mb, 'MB']])),
    });
    verdict('book node', peakMemoryMb(book.pid), 'MB', '<=', NODE_TARGET_MB);
    verdict('synth node, tone engine', peakMemoryMb(synth.pid), 'MB', '<=', NODE_TARGET_MB);
  } finally {
    clearInterval(watch);
    await Promise.all([endOf(book), endOf(synth)]);
    await server.stop();
  }
}

function startNode(args, folder, name, url) {
  return spawn(process.execPath, [E2A, 'node', ...args, '--server', url], {
    env: { ...process.env, E2A_NODE: name, XDG_CACHE_HOME: join(folder, name) },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

async function endOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** ffmpeg and the like come and go: the largest of each name. */
function watchPrograms(pid, programs) {
  for (const { pid: one, command } of descendants(pid)) {
    const name = command.split(' ')[0].split('/').at(-1);
    if (name === '') continue; // gone, and not waited for yet
    programs.set(name, Math.max(programs.get(name) ?? 0, peakMemoryMb(one) ?? 0));
  }
}

async function orderOf(folder) {
  const shared = sharedBook(BOOK);
  if (shared !== null) return { path: shared, flags: CHAPTERS === 'all' ? [] : ['--chapters', CHAPTERS] };
  note(`${BOOK} is not here: a made book instead`);
  const path = join(folder, 'measure.epub');
  await writeFile(path, await makeBook(MADE_PARAGRAPHS));
  return { path, flags: [] };
}

async function slot(request) {
  const path = sharedBook(BOOK);
  if (path === null) return skip(`${BOOK} is not here (E2A_TEST_BOOKS)`);
  const { profile, why } = await voiceFor(request);
  if (profile === null) return skip(why);
  const { chapters } = await planOf(await readFile(path), BOOK, profile.id);
  const queue = longest(chapters);
  const slots = await openSlots(1, request);
  try {
    const loaded = peakMemoryMb(slots.inferencePids()[0]);
    const spoken = await speakAll(slots.engines, queue);
    const child = peakMemoryMb(slots.inferencePids()[0]);
    const espeak = peakMemoryMb(slots.phonemiserPids()[0]) ?? 0;
    const characters = queue.map(({ chapter }) => chapter.segments[0].characters);
    row('what was said', {
      utterances: [queue.length, ''],
      characters: [`${Math.min(...characters)}…${Math.max(...characters)}`, ''],
      audio: [spoken.modelSeconds, 's'],
    });
    row('child', { 'model loaded': [loaded, 'MB'], peak: [child, 'MB'], 'espeak-ng beside it': [espeak, 'MB'] });
    verdict(`synth slot, ${request.engine} (child and espeak-ng)`, child + espeak, 'MB', '<=', SLOT_TARGET_MB);
  } finally {
    await slots.close();
  }
}

/** In reading order, each a segment of its own. */
function longest(chapters) {
  const all = chapters.flatMap((chapter) => chapter.segments.flatMap((segment) => segment.utterances));
  const chosen = new Set(all.toSorted((a, b) => b.spoken.length - a.spoken.length).slice(0, LONGEST));
  const kept = all.filter((utterance) => chosen.has(utterance));
  return kept.flatMap((utterance, n) =>
    queueOf([
      {
        title: 'longest',
        segments: [{ key: `longest-${n}`, characters: utterance.spoken.length, utterances: [utterance] }],
      },
    ]),
  );
}

async function withFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-memory-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
