/** One slot against two, in turns: what a second core brings. */
import { availableParallelism } from 'node:os';
import { canReadProcesses } from './processes.mjs';
import { heading, median, row, skip, verdict } from './report.mjs';
import { openSlots, piperVoice, queueOf, speakAll } from './slots-at-work.mjs';
import { prose } from './texts.mjs';

const ROUNDS = 3;
const SPEECH_SECONDS = 120;
const SEGMENTS = 20;
const TARGET = 1.8;

export async function run() {
  heading('slots', 'two one-thread slots against one, same segments, whole performer');
  if (!canReadProcesses) return skip('CPU time of children is read from /proc; this is not Linux');
  if (availableParallelism() < 2) return skip('this machine has one core');
  const { profile, why } = await piperVoice();
  if (profile === null) return skip(why);
  const queue = queueOf((await prose(profile.id, SPEECH_SECONDS)).chapters).slice(0, SEGMENTS);
  const two = await openSlots(2);
  try {
    await speakAll(two.engines, queue.slice(0, 4)); // warm both
    const ratios = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const alone = await speakAll(two.engines.slice(0, 1), queue);
      const both = await speakAll(two.engines, queue);
      ratios.push(alone.wallSeconds / both.wallSeconds);
      row(`round ${round}`, {
        'one slot': [alone.modelSeconds / alone.wallSeconds, '× real time'],
        'two slots': [both.modelSeconds / both.wallSeconds, '× real time'],
        'CPU one': [alone.cpuSeconds / alone.modelSeconds, 's/s audio'],
        'CPU two': [both.cpuSeconds / both.modelSeconds, 's/s audio'],
        ratio: [ratios.at(-1), '×'],
      });
    }
    verdict('two slots / one slot, median', median(ratios), '×', '>=', TARGET);
  } finally {
    await two.close();
  }
}
