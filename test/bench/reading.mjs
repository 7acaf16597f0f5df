/** Reading and planning a book in the process that does it on a host: a made one of 600,000 characters, then real ones. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { measuredApart } from '../../dist/host/reading/plan-apart.js';
import { PLAIN_READING } from '../../dist/planning/index.js';
import { heading, median, row, skip, verdict } from './report.mjs';
import { makeBook, SHARED } from './texts.mjs';

const ROUNDS = 3;
const TARGET_SECONDS = 1.5;
const TARGET_MB = 300;
/** A paragraph of `makeBook` is about 392 characters. */
const MADE_PARAGRAPHS = 1_530;
const LARGEST = 5;
const LIMITS = { heapMb: 512, ms: 240_000 };

export async function run() {
  heading('reading', 'a book read and planned in a process of its own, its start included');
  const made = await measure('made', await makeBook(MADE_PARAGRAPHS), ROUNDS);
  verdict(`read and plan ${made.characters} characters, median`, made.seconds, 's', '<=', TARGET_SECONDS);
  verdict('most memory of the process', made.peakMb, 'MB', '<=', TARGET_MB);
  const names = await largestBooks();
  if (names.length === 0) skip('there are no real books here (E2A_TEST_BOOKS)');
  for (const name of names) await measure(name, await readFile(`${SHARED}/${name}`), 1);
}

async function measure(name, bytes, rounds) {
  const order = { profile: 'p', chapters: null, reading: PLAIN_READING, prefix: '' };
  const request = { type: 'plan', bytes, fileName: 'measure.epub', ...order };
  const runs = [];
  for (let round = 1; round <= rounds; round++) {
    const from = performance.now();
    const { answer, peakMb, cpuMs } = await measuredApart(request, new AbortController().signal, LIMITS);
    const seconds = (performance.now() - from) / 1000;
    const characters = (answer.planned?.plan.chapters ?? []).reduce((sum, chapter) => sum + chapter.characters, 0);
    runs.push({ seconds, peakMb, characters });
    row(`${name} ${rounds > 1 ? round : ''}`, {
      characters: [characters, ''],
      wall: [seconds, 's'],
      'of the processor': [cpuMs / 1000, 's'],
      peak: [peakMb, 'MB'],
    });
  }
  return {
    characters: runs[0].characters,
    seconds: median(runs.map((each) => each.seconds)),
    peakMb: Math.max(...runs.map((each) => each.peakMb)),
  };
}

async function largestBooks() {
  const names = (await readdir(SHARED).catch(() => [])).filter((name) => name.endsWith('.epub'));
  const sized = await Promise.all(names.map(async (name) => ({ name, size: (await stat(`${SHARED}/${name}`)).size })));
  return sized
    .sort((a, b) => b.size - a.size)
    .slice(0, LARGEST)
    .map(({ name }) => name);
}
