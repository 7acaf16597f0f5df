/** From the command to the first stored clip, on a machine that is set up; a data folder of its own each time. */
import { fileURLToPath } from 'node:url';
import { convert, isSpeak } from './conversion.mjs';
import { heading, median, note, row, verdict } from './report.mjs';
import { HIBARI, PIPER, voiceFor } from './slots-at-work.mjs';

const ROUNDS = 3;
const TARGET_SECONDS = 5;
const SAMPLE = fileURLToPath(new URL('../../samples/the-lighthouse-clock.epub', import.meta.url));

export async function run() {
  heading('startup', '`e2a convert` on the sample book, command to first clip');
  const engines = ['tone'];
  for (const request of [HIBARI, PIPER]) {
    const { profile, why } = await voiceFor(request);
    if (profile === null) note(`SKIPPED for ${request.engine}: ${why}`);
    else engines.push(request.engine);
  }
  const firsts = Object.fromEntries(engines.map((engine) => [engine, []]));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const engine of engines) firsts[engine].push(await firstClip(engine, round));
  }
  for (const engine of engines)
    verdict(`${engine}: first clip after, median`, median(firsts[engine]), 's', '<=', TARGET_SECONDS);
}

async function firstClip(engine, round) {
  const finished = (event) => event.type === 'work-finished' && isSpeak(event);
  const { events } = await convert(SAMPLE, ['--engine', engine], finished);
  const at = (wanted) => (events.find(wanted)?.at ?? Number.NaN) / 1000;
  const first = at(finished);
  row(`${engine} ${round}`, {
    // The engines are open before anything is ordered.
    'server and engines up': [at((event) => event.type === 'work-started' || event.type === 'job'), 's'],
    'book read': [at((event) => event.type === 'work-finished' && event.task === 'read'), 's'],
    'speaking from': [at((event) => event.type === 'work-started' && isSpeak(event)), 's'],
    'first clip': [first, 's'],
  });
  return first;
}
