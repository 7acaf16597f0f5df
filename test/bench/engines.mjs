/** One slot of each engine on one core, in turns, on the same text: what it costs to say it. */
import { describeProfile, openSpeechEngine } from '../../dist/speech/index.js';
import { canReadProcesses, cpuSeconds, descendants, memoryMb, treeCpuSeconds } from './processes.mjs';
import { heading, median, note, row, skip, verdict } from './report.mjs';
import { voicesFolder } from './slots-at-work.mjs';
import { prose } from './texts.mjs';

/** Engine → voice: those that compute here and are quick enough to be measured by the minute. */
const VOICES = { hibari: 'hibari-heart', piper: 'en_US-joe-medium' };
const ROUNDS = 5;
const SPEECH_SECONDS = 90;
/** About two minutes of speech. */
const UTTERANCES = 24;
const SEED = 7;
const TARGET = 80;

export async function run() {
  heading('engines', 'each engine alone on one core: CPU time of everything it does, reading the text included');
  if (!canReadProcesses) return skip('CPU time of children is read from /proc; this is not Linux');
  const open = await openEach();
  try {
    if (!open.has('hibari')) return skip('the voice hibari-heart is not installed: e2a voices pull hibari-heart');
    const { name, chapters } = await prose(open.get('hibari').engine.profile.id, SPEECH_SECONDS);
    const all = chapters.flatMap(({ segments }) =>
      segments.flatMap(({ utterances }) => utterances.map((utterance) => utterance.spoken)),
    );
    const texts = all.slice(0, UTTERANCES);
    note(`${name}: ${texts.length} utterances`);
    const speeds = new Map([...open.keys()].map((engine) => [engine, []]));
    for (let round = 0; round <= ROUNDS; round++)
      for (const [engine, slot] of open) {
        const said = await sayAll(slot, texts);
        if (round === 0) continue; // warms up
        speeds.get(engine).push(said.seconds / said.cpu);
        row(`${engine} ${round}`, {
          audio: [said.seconds, 's'],
          'one core': [said.seconds / said.cpu, '× real time'],
          'of it in the child': [said.childCpu / said.cpu, ''],
          wall: [said.seconds / said.wall, '× real time'],
          'child memory': [said.memory, 'MB'],
        });
      }
    verdict('hibari on one core (audio s per CPU s), median', median(speeds.get('hibari')), '×', '>=', TARGET);
    if (speeds.has('piper'))
      verdict('hibari / piper, per CPU second', median(speeds.get('hibari')) / median(speeds.get('piper')), '×');
  } finally {
    for (const { engine } of open.values()) await engine.close();
  }
}

async function openEach() {
  const open = new Map();
  for (const [engine, voice] of Object.entries(VOICES)) {
    const request = { engine, voice, voicesFolder };
    try {
      await describeProfile(request);
    } catch (error) {
      note(`without ${engine}: ${error.message}`);
      continue;
    }
    const before = new Set(descendants().map(({ pid }) => pid));
    const opened = await openSpeechEngine(request);
    const child = descendants().find(({ pid, command }) => !before.has(pid) && command.includes(`${engine}-child`));
    open.set(engine, { engine: opened, pid: child.pid });
  }
  return open;
}

async function sayAll({ engine, pid }, texts) {
  const { signal } = new AbortController();
  const [all, child, started] = [treeCpuSeconds(), cpuSeconds(pid), performance.now()];
  let seconds = 0;
  for (const text of texts) {
    const { pcm, sampleRate } = await engine.speak({ text, seed: SEED, speed: 1 }, signal);
    seconds += pcm.length / sampleRate;
  }
  return {
    seconds,
    wall: (performance.now() - started) / 1000,
    cpu: treeCpuSeconds() - all,
    childCpu: cpuSeconds(pid) - child,
    memory: memoryMb(pid),
  };
}
