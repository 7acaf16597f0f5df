/** One slot against one on every core, in turns, engine by engine: what the other cores bring. */
import { availableParallelism } from 'node:os';
import { canReadProcesses } from './processes.mjs';
import { heading, median, row, skip, verdict } from './report.mjs';
import { HIBARI, KOKORO, openSlots, PIPER, queueOf, speakAll, voiceFor } from './slots-at-work.mjs';
import { prose } from './texts.mjs';

const ROUNDS = 3;
const SPEECH_SECONDS = 120;
/** Each engine with as many segments as it says in about a minute. */
const ENGINES = [
  { request: HIBARI, segments: 60 },
  { request: PIPER, segments: 20 },
  { request: KOKORO, segments: 4 },
];
/** Of what one slot does, for each slot. */
const TARGET = 0.9;

export async function run() {
  const cores = availableParallelism();
  for (const { request, segments } of ENGINES) {
    heading(`slots, ${request.engine}`, `${cores} one-thread slots against one, same segments, whole performer`);
    if (!canReadProcesses) return skip('CPU time of children is read from /proc; this is not Linux');
    if (cores < 2) return skip('this machine has one core');
    const { profile, why } = await voiceFor(request);
    if (profile === null) skip(why);
    else await compare(request, queueOf((await prose(profile.id, SPEECH_SECONDS)).chapters).slice(0, segments), cores);
  }
}

async function compare(request, queue, cores) {
  const slots = await openSlots(cores, request);
  try {
    await speakAll(slots.engines, queue.slice(0, cores)); // warm all
    const ratios = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const alone = await speakAll(slots.engines.slice(0, 1), queue);
      const all = await speakAll(slots.engines, queue);
      ratios.push(alone.wallSeconds / all.wallSeconds);
      row(`round ${round}`, {
        'one slot': [alone.modelSeconds / alone.wallSeconds, '× real time'],
        [`${cores} slots`]: [all.modelSeconds / all.wallSeconds, '× real time'],
        'CPU one': [alone.cpuSeconds / alone.modelSeconds, 's/s audio'],
        [`CPU ${cores}`]: [all.cpuSeconds / all.modelSeconds, 's/s audio'],
        ratio: [ratios.at(-1), '×'],
      });
    }
    verdict(`${request.engine}: all slots / one slot, median`, median(ratios), '×', '>=', TARGET * cores);
  } finally {
    await slots.close();
  }
}
