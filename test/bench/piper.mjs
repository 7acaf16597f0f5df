/** Whole machine against whole machine: our warm one-thread slots on all cores, and `python -m piper` on the same text and model. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePiper, PIPER_VERSION, runPiper } from './piper-program.mjs';
import { canReadProcesses } from './processes.mjs';
import { heading, machineNow, median, note, row, skip, verdict } from './report.mjs';
import { openSlots, piperVoice, queueOf, speakAll } from './slots-at-work.mjs';
import { prose } from './texts.mjs';

const ROUNDS = 3;
/** Planned for a little more than the ten minutes that must come out. */
const SPEECH_SECONDS = 720;
const WARM_SEGMENTS = 4;

export async function run() {
  const cores = availableParallelism();
  heading('piper', `${cores} warm slots against python -m piper ${PIPER_VERSION}, same text and model`);
  if (!canReadProcesses) return skip('CPU time of children is read from /proc; this is not Linux');
  const { profile, paths, why } = await piperVoice();
  if (profile === null) return skip(why);
  try {
    await ensurePiper(note);
  } catch (error) {
    return skip(`piper-tts ${PIPER_VERSION} cannot be had: ${error.message}`);
  }
  const { name, chapters } = await prose(profile.id, SPEECH_SECONDS);
  const queue = queueOf(chapters);
  note(`${name}: ${queue.length} segments, voice ${profile.voice}`);
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-piper-'));
  const opening = performance.now();
  const slots = await openSlots(cores);
  const openedAfter = (performance.now() - opening) / 1000;
  try {
    await speakAll(slots.engines, queue.slice(0, WARM_SEGMENTS * cores));
    const rounds = [];
    for (let round = 1; round <= ROUNDS; round++)
      rounds.push(await oneRound(round, slots.engines, queue, paths, openedAfter, folder));
    conclude(rounds);
  } finally {
    await slots.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function oneRound(round, engines, queue, paths, openedAfter, folder) {
  const { audio } = JSON.parse(await readFile(paths.config, 'utf8'));
  const lines = queue.map(({ chapter, segment }) =>
    chapter.segments[segment - 1].utterances.map((utterance) => utterance.spoken).join(' '),
  );
  // Who goes first changes from round to round: a machine that warms up or throttles favours nobody.
  const theirs = () => runPiper(lines, paths, audio.sample_rate, folder);
  const first = round % 2 === 0 ? await theirs() : null;
  const ours = await speakAll(engines, queue);
  const piper = first ?? (await theirs());
  const start = await runPiper(['Yes.'], paths, audio.sample_rate, folder);
  note(machineNow());
  row(`e2a ${round}`, {
    wall: [ours.wallSeconds, 's'],
    audio: [ours.modelSeconds, 's'],
    'of it kept': [ours.clipSeconds, 's'],
    speed: [ours.modelSeconds / ours.wallSeconds, '× real time'],
    CPU: [ours.cpuSeconds / ours.modelSeconds, 's/s audio'],
    'opened in': [openedAfter, 's'],
  });
  row(`piper ${round}`, {
    wall: [piper.wallSeconds, 's'],
    audio: [piper.audioSeconds, 's'],
    speed: [piper.audioSeconds / piper.wallSeconds, '× real time'],
    CPU: [piper.cpuSeconds / piper.audioSeconds, 's/s audio'],
    'start alone': [start.wallSeconds, 's'],
    'peak memory': [piper.memoryMb, 'MB'],
  });
  return { ours, piper, startSeconds: start.wallSeconds, openedAfter };
}

function conclude(rounds) {
  const ratio = (of) => median(rounds.map(of));
  const shortest = Math.min(...rounds.map(({ ours }) => ours.modelSeconds));
  if (shortest < 600) note(`only ${shortest.toFixed(0)} s of audio: less than the ten minutes this is about`);
  const speed = ({ ours, piper }) => ours.modelSeconds / ours.wallSeconds / (piper.audioSeconds / piper.wallSeconds);
  const cpu = ({ ours, piper }) => ours.cpuSeconds / ours.modelSeconds / (piper.cpuSeconds / piper.audioSeconds);
  verdict('throughput e2a / piper (audio s per wall s)', ratio(speed), '×', '>=', 1);
  verdict('CPU-seconds e2a / piper (per audio s)', ratio(cpu), '×', '<=', 1);
  const text = ratio(({ ours, piper }) => piper.wallSeconds / ours.wallSeconds);
  verdict('the same text, wall piper / e2a', text, '×');
  const cold = ratio(({ ours, piper, openedAfter }) => piper.wallSeconds / (ours.wallSeconds + openedAfter));
  verdict('the same text, our opening counted too', cold, '×');
  const warm = ratio(({ ours, piper, startSeconds }) => (piper.wallSeconds - startSeconds) / ours.wallSeconds);
  verdict("the same text, piper's start not counted", warm, '×');
}
