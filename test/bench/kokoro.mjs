/** Whole machine against whole machine: our warm one-thread slots on all cores, and kokoro-onnx on the same text, model and onnxruntime. */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainText } from '../../dist/speech/index.js';
import { ensureKokoro, KOKORO_VERSION, runKokoro } from './kokoro-program.mjs';
import { canReadProcesses } from './processes.mjs';
import { heading, machineNow, median, note, row, skip, verdict } from './report.mjs';
import { KOKORO, openSlots, queueOf, speakAll, voiceFor } from './slots-at-work.mjs';
import { prose } from './texts.mjs';

const ROUNDS = 3;
const SPEECH_SECONDS = 120;
/** About a minute and a half of speech, which takes about as long. */
const SEGMENTS = 8;
const TARGET = 0.95;

export async function run() {
  const cores = availableParallelism();
  heading('kokoro', `${cores} warm slots against kokoro-onnx ${KOKORO_VERSION}, same text, model and onnxruntime`);
  if (!canReadProcesses) return skip('CPU time of children is read from /proc; this is not Linux');
  const { profile, paths, why } = await voiceFor(KOKORO);
  if (profile === null) return skip(why);
  try {
    await ensureKokoro(note);
  } catch (error) {
    return skip(`kokoro-onnx ${KOKORO_VERSION} cannot be had: ${error.message}`);
  }
  const { name, chapters } = await prose(profile.id, SPEECH_SECONDS);
  const queue = queueOf(chapters).slice(0, SEGMENTS);
  const lines = queue.flatMap(({ chapter, segment }) =>
    chapter.segments[segment - 1].utterances.map(({ spoken }) => plainText(spoken)),
  );
  note(`${name}: ${lines.length} sentences, voice ${profile.voice}`);
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-kokoro-'));
  const slots = await openSlots(cores, KOKORO);
  try {
    await speakAll(slots.engines, queue.slice(0, cores));
    const ratios = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const theirs = () => runKokoro(lines, paths, join(folder, 'kokoro.wav'), folder);
      const first = round % 2 === 0 ? await theirs() : null;
      const ours = await speakAll(slots.engines, queue);
      const kokoro = first ?? (await theirs());
      const speed = ours.modelSeconds / ours.wallSeconds;
      const theirSpeed = kokoro.audioSeconds / kokoro.seconds;
      ratios.push(speed / theirSpeed);
      note(machineNow());
      row(`e2a ${round}`, {
        wall: [ours.wallSeconds, 's'],
        audio: [ours.modelSeconds, 's'],
        speed: [speed, '× real time'],
        CPU: [ours.cpuSeconds / ours.modelSeconds, 's/s audio'],
      });
      row(`kokoro-onnx ${round}, ${kokoro.onnxruntime}`, {
        'calls alone': [kokoro.seconds, 's'],
        'with start': [kokoro.wallSeconds, 's'],
        audio: [kokoro.audioSeconds, 's'],
        speed: [theirSpeed, '× real time'],
        CPU: [kokoro.cpuSeconds / kokoro.audioSeconds, 's/s audio, start counted'],
      });
    }
    verdict('throughput e2a / kokoro-onnx, its start not counted', median(ratios), '×', '>=', TARGET);
  } finally {
    await slots.close();
    await rm(folder, { recursive: true, force: true });
  }
}
