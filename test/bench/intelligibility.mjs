/** Understood as well as its own makers' program: a chapter by `e2a convert` and by the reference, heard by the same recognisers. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainText } from '../../dist/speech/index.js';
import { E2A } from './conversion.mjs';
import { recognisers, wordErrors } from './ears.mjs';
import { ensureKokoro, KOKORO_VERSION, runKokoro } from './kokoro-program.mjs';
import { ensurePiper, PIPER_VERSION, runPiper } from './piper-program.mjs';
import { heading, note, row, skip, verdict } from './report.mjs';
import { KOKORO, PIPER, voiceFor } from './slots-at-work.mjs';
import { planOf, sharedBook } from './texts.mjs';

const BOOK = 'moby-dick-standardebooks.epub';
/** Three minutes of prose. */
const CHAPTER = Number(process.env.E2A_BENCH_CHAPTER ?? 72);
const CHAPTER_SECONDS = 240;
const TARGET_POINTS = 3;
const CONVERT_LIMIT_MS = 60 * 60_000;
const OUTPUT_BYTES = 50_000_000;

const ENGINES = [
  {
    request: PIPER,
    reference: `piper ${PIPER_VERSION}`,
    ensure: ensurePiper,
    say: async (lines, paths, folder) => {
      const { audio } = JSON.parse(await readFile(paths.config, 'utf8'));
      await runPiper(lines, paths, audio.sample_rate, folder);
      return join(folder, 'out.wav');
    },
  },
  {
    request: KOKORO,
    reference: `kokoro-onnx ${KOKORO_VERSION}`,
    ensure: ensureKokoro,
    say: async (lines, paths, folder) => {
      const wav = join(folder, 'kokoro.wav');
      await runKokoro(lines, paths, wav, folder);
      return wav;
    },
  },
];

export async function run() {
  heading('intelligibility', `chapter ${CHAPTER} of ${BOOK}: word errors of e2a and of each engine's own program`);
  const book = sharedBook(BOOK);
  if (book === null) return skip(`${BOOK} is not there: E2A_TEST_BOOKS names the folder of the shared books`);
  let ears;
  try {
    ears = await recognisers();
  } catch (error) {
    return skip(`no recogniser: ${error.message} npm run setup -- --recogniser`);
  }
  for (const engine of ENGINES) await compare(engine, book, ears);
}

async function compare({ request, reference, ensure, say }, book, ears) {
  const { engine, voice } = request;
  const { profile, paths, why } = await voiceFor(request);
  if (profile === null) return skip(`${engine}: ${why}`);
  try {
    await ensure(note);
  } catch (error) {
    return skip(`${reference} cannot be had: ${error.message}`);
  }
  const lines = await chapterLines(book, profile.id);
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-heard-'));
  try {
    const ours = await converted(book, request, folder);
    const theirs = await say(lines, paths, folder);
    for (const [name, files] of Object.entries(ears)) {
      const heard = await wordErrors(files, { ours, theirs }, lines, CHAPTER_SECONDS);
      row(`${engine}, ${name}`, {
        e2a: [heard.ours.percent, '%'],
        [reference]: [heard.theirs.percent, '%'],
        words: [heard.ours.words, ''],
      });
      for (const { expected, heard: got } of worst(heard.ours)) note(`  e2a: ${expected} | ${got}`);
      verdict(
        `${voice} by ${name}: e2a − ${reference}`,
        heard.ours.percent - heard.theirs.percent,
        'points',
        '<=',
        TARGET_POINTS,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const worst = ({ misheard }) => misheard.toSorted((a, b) => b.errors - a.errors).slice(0, 3);

/** What is spoken of the chapter, as both are given it: normalised, a sentence a line. */
async function chapterLines(book, profile) {
  const { chapters } = await planOf(await readFile(book), 'book.epub', profile, String(CHAPTER));
  return chapters.flatMap(({ segments }) =>
    segments.flatMap(({ utterances }) => utterances.map(({ spoken }) => plainText(spoken))),
  );
}

/** The chapter by the command itself, in a data folder of its own. */
async function converted(book, { engine, voice }, folder) {
  const file = join(folder, 'e2a.m4b');
  const choice = ['--chapters', String(CHAPTER), '--engine', engine, '--voice', voice];
  const places = ['--data', join(folder, 'data'), '--output', file, '--json'];
  const options = { timeout: CONVERT_LIMIT_MS, maxBuffer: OUTPUT_BYTES };
  await promisify(execFile)(process.execPath, [E2A, 'convert', book, ...choice, ...places], options);
  return file;
}
