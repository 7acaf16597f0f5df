/**
 * The audio of a book of ten hours (`E2A_BENCH_HOURS`): joined from clips, mastered, encoded, put together, and then every
 * check of a finished book on the result. Once more with 24 hours, for the memory of putting it together; an hour of it as
 * each other kind of file.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookGainDb, encodeChapter, writeChapter } from '../../dist/audio/index.js';
import { COVER, chapterSound, makeClips } from './audio-book.mjs';
import { measureFormats } from './audio-formats.mjs';
import { packed } from './audio-packed.mjs';
import { canReadProcesses, treeCpuSeconds } from './processes.mjs';
import { heading, note, row, skip, verdict } from './report.mjs';

const CLOCK_HZ = 24_000;
const HOURS = Number(process.env.E2A_BENCH_HOURS ?? 10);
const CHAPTERS = 40;
const HOUR_SECONDS = 3_600;
const TARGET_SPEED = 100;
const TARGET_SECONDS = 60;
const TARGET_MB = 512;
const LONGEST_HOURS = 24;
const ROOT = new URL('../..', import.meta.url).pathname;
const CHECKS = 'test/audio/acceptance/acceptance.test.ts';

const TAGS = {
  title: 'The Long Measure',
  authors: ['Ada Writer'],
  narrator: 'espeak-ng',
  language: 'en',
  date: '2026-01-31',
  description: 'Ten hours of nothing.',
  publisher: 'A Press',
  subtitle: 'A Test',
  series: 'Measures',
  seriesPart: '10',
  isbn: '9780306406157',
  asin: 'B000FC1MCI',
  titleSort: 'Long Measure, The',
  authorSort: 'Writer, Ada',
};

export async function run() {
  heading('audio', `a book of ${HOURS} hours in ${CHAPTERS} chapters: join, master and encode, put together, check`);
  if (!canReadProcesses) return skip('CPU time and memory of processes are read from /proc; this is not Linux');
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-audio-'));
  try {
    const book = await makeChapters(folder);
    await assemble(folder, book, HOURS, book.chapters);
    const many = repeated(book.chapters, LONGEST_HOURS * HOUR_SECONDS * CLOCK_HZ);
    await assemble(folder, { ...book, path: join(folder, 'longest.m4b') }, LONGEST_HOURS, many);
    await rm(join(folder, 'longest.m4b'));
    await measureFormats(folder, book, COVER);
    await check(folder, book);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeChapters(folder) {
  const clips = await makeClips();
  const seconds = (HOURS * HOUR_SECONDS) / CHAPTERS;
  const joined = [];
  const joining = await measured(async () => {
    for (let n = 0; n < CHAPTERS; n++) {
      const flac = join(folder, `ch-${n}.flac`);
      joined.push({ flac, ...(await writeChapter(chapterSound(clips, n, seconds), flac)) });
    }
  });
  const gainDb = bookGainDb(joined);
  const encoding = await measured(async () => {
    for (const { flac, samples } of joined) await encodeChapter(flac, `${flac}.aac`, { gainDb, samples });
  });
  const total = joined.reduce((sum, { samples }) => sum + samples, 0) / CLOCK_HZ;
  row('joining', { wall: [joining.wall, 's'], 'of the processor': [joining.cpu, 's'] });
  verdict('join clips, write and measure', total / joining.cpu, '× real time per core', '>=', TARGET_SPEED);
  row('mastering, encoding', {
    gain: [gainDb, 'dB'],
    wall: [encoding.wall, 's'],
    'of the processor': [encoding.cpu, 's'],
  });
  verdict('gain, limiter and AAC', total / encoding.cpu, '× real time per core', '>=', TARGET_SPEED);
  const chapters = joined.map(({ flac, samples }, n) => ({
    title: `Chapter ${n + 1}`,
    samples,
    flac,
    adts: `${flac}.aac`,
  }));
  return { path: join(folder, 'book.m4b'), gainDb, tags: TAGS, chapters };
}

/** The same chapters again and again until there are so many samples. */
function repeated(chapters, samples) {
  const all = [];
  for (let n = 0, sum = 0; sum < samples; n++) {
    const chapter = chapters[n % chapters.length];
    all.push(chapter);
    sum += chapter.samples;
  }
  return all;
}

/** In a process of its own; the memory of it and of all it starts, at the worst moment. */
async function assemble(folder, { path, tags }, hours, chapters) {
  const order = join(folder, 'order.json');
  await writeFile(order, JSON.stringify({ chapters, tags, coverPath: COVER, outPath: path }));
  const { wall, peak, bytes } = await packed(order, path);
  row(`${hours} h put together`, {
    chapters: [chapters.length, ''],
    file: [bytes / 1e6, 'MB'],
    'node alone': [peak.node, 'MB'],
  });
  verdict(`${hours} h put together`, wall, 's', '<=', TARGET_SECONDS);
  verdict('node with ffmpeg or ffprobe', peak.together, 'MB', '<=', TARGET_MB);
}

async function check(folder, book) {
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify(book));
  note(`the checks of a finished book (${CHECKS}):`);
  const vitest = spawn('npx', ['vitest', 'run', '--project', 'rooms', CHECKS, '--reporter=verbose'], {
    cwd: ROOT,
    env: { ...process.env, E2A_FINISHED_BOOK: manifest },
    stdio: 'inherit',
  });
  const [code] = await once(vitest, 'exit');
  verdict('checks failed', code === 0 ? 0 : 1, '', '<=', 0);
}

async function measured(work) {
  const [wall, cpu] = [performance.now(), treeCpuSeconds()];
  await work();
  return { wall: (performance.now() - wall) / 1000, cpu: treeCpuSeconds() - cpu };
}
