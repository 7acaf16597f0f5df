/** What the cluster itself costs: work items a second with the tone engine, and the share of a real run that is not speech. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callsByChild, occupancy } from './engine-clock.mjs';
import { bareItemsPerSecond } from './bare-client.mjs';
import { convert, isSpeak, speakingPhase } from './conversion.mjs';
import { heading, machineNow, median, note, row, verdict } from './report.mjs';
import { startServer } from './server.mjs';
import { openSlots, piperVoice, queueOf, speakAll } from './slots-at-work.mjs';
import { makeBook, planOf } from './texts.mjs';

const ROUNDS = 3;
/** Two segments each. */
const TONE_PARAGRAPHS = 500;
const TARGET_PERCENT = 2;
const SAMPLE = fileURLToPath(new URL('../../samples/the-lighthouse-clock.epub', import.meta.url));

export async function run() {
  const cores = availableParallelism();
  await toneItems();
  heading('overhead, piper', `speaking phase of convert against a plain loop on the same ${cores} slots, sample book`);
  const { profile, why } = await piperVoice();
  if (profile === null) return note(`SKIPPED: ${why}`);
  const queue = queueOf((await planOf(await readFile(SAMPLE), 'sample.epub', profile.id)).chapters);
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await realRound(round, queue, cores));
  const percent = (of) => 100 * median(rounds.map(of));
  verdict(
    'cost of the cluster, (convert − plain loop) / convert',
    percent((r) => r.cost),
    '%',
    '<=',
    TARGET_PERCENT,
  );
  verdict(
    'wall × slots not in a model call, convert',
    percent((r) => r.convertIdle),
    '%',
    '<=',
    TARGET_PERCENT,
  );
  verdict(
    'the same in the plain loop',
    percent((r) => r.plainIdle),
    '%',
  );
}

async function toneItems() {
  heading('overhead, tone', 'convert of a made book with the tone engine');
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-tone-'));
  try {
    const book = join(folder, 'measure.epub');
    await writeFile(book, await makeBook(TONE_PARAGRAPHS));
    const { events, wallMs } = await convert(book, ['--engine', 'tone']);
    const done = events.filter((event) => event.type === 'work-finished');
    const spoken = done.filter(isSpeak);
    const { from, to } = speakingPhase(events);
    const busyMs = (task) => done.filter((event) => event.task === task).reduce((sum, event) => sum + event.ms, 0);
    row('one run', {
      items: [done.length, ''],
      'of them spoken': [spoken.length, ''],
      'speaking phase': [(to - from) / 1000, 's'],
      whole: [wallMs / 1000, 's'],
      'ms a speak item, median': [median(spoken.map((event) => event.ms)), 'ms'],
    });
    const media = ['read', 'join', 'encode', 'assemble'];
    row('media work', Object.fromEntries(media.map((task) => [task, [busyMs(task) / 1000, 's']])));
    verdict('speak items', (spoken.length / (to - from)) * 1000, '/s');
    verdict('all items over the whole command', (done.length / wallMs) * 1000, '/s');
    const server = await startServer(await mkdtemp(join(folder, 'bare-')));
    try {
      verdict('the same writes by the bare client, eight at once', await bareItemsPerSecond(server.url), '/s');
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function realRound(round, queue, cores) {
  const plain = await plainLoop(queue, cores);
  const { events, startedAt, calls } = await convert(SAMPLE, ['--engine', 'piper']);
  const { from, to } = speakingPhase(events);
  const wallSeconds = (to - from) / 1000;
  const share = occupancy(calls, startedAt + from, startedAt + to);
  note(machineNow());
  row(`plain loop ${round}`, {
    wall: [plain.wallSeconds, 's'],
    audio: [plain.modelSeconds, 's'],
    CPU: [plain.cpuSeconds / plain.modelSeconds, 's/s audio'],
    ...percents(plain.share),
  });
  row(`convert ${round}`, { wall: [wallSeconds, 's'], ...percents(share) });
  return {
    cost: (wallSeconds - plain.wallSeconds) / wallSeconds,
    convertIdle: 1 - share.model,
    plainIdle: 1 - plain.share.model,
  };
}

async function plainLoop(queue, cores) {
  callsByChild.clear();
  const slots = await openSlots(cores);
  try {
    const from = performance.timeOrigin + performance.now();
    const spoken = await speakAll(slots.engines, queue);
    const to = performance.timeOrigin + performance.now();
    return { ...spoken, share: occupancy([...callsByChild.values()], from, to) };
  } finally {
    await slots.close();
  }
}

const percents = (share) =>
  Object.fromEntries(Object.entries(share).map(([name, part]) => [`${name} (slots)`, [part * 100, '%']]));
