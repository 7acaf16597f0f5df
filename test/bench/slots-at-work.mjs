/** Warm slots fed from one queue by the product's own performer, without a cluster: the plain loop everything is compared with. */
import { homedir } from 'node:os';
import { environment, platformFolders } from '../../dist/config/index.js';
import { speakSegment } from '../../dist/host/performers/speak.js';
import { UsualLength } from '../../dist/host/performers/usual-length.js';
import { describeProfile, installedVoice, openSpeechEngine } from '../../dist/speech/index.js';
import { descendants, treeCpuSeconds } from './processes.mjs';

export const VOICE = process.env.E2A_BENCH_VOICE ?? 'en_US-joe-medium';
export const voicesFolder = platformFolders({
  env: environment(),
  home: homedir(),
  platform: process.platform,
}).voices;
export const HIBARI = { engine: 'hibari', voice: 'hibari-heart', voicesFolder };
export const PIPER = { engine: 'piper', voice: VOICE, voicesFolder };
export const KOKORO = { engine: 'kokoro', voice: 'kokoro-int8-af_heart', voicesFolder };

export const piperVoice = () => voiceFor(PIPER);

/** Profile and files (`model`, `config`, `style`) of a voice; profile null with the reason where it cannot be used here. */
export async function voiceFor(request) {
  try {
    const profile = await describeProfile(request);
    const { files } = await installedVoice(request.voice, voicesFolder);
    return { profile, paths: files };
  } catch (error) {
    return { profile: null, why: error instanceof Error ? error.message : String(error) };
  }
}

/** `count` open engines, with the pids of their inference children. */
export async function openSlots(count, request = PIPER) {
  const before = new Set(descendants().map(({ pid }) => pid));
  const engines = await Promise.all(Array.from({ length: count }, () => openSpeechEngine(request)));
  const fresh = () => descendants().filter(({ pid }) => !before.has(pid));
  return {
    engines,
    inferencePids: () => pidsOf(fresh(), `${request.engine}-child`),
    phonemiserPids: () => pidsOf(fresh(), 'espeak-ng'),
    close: () => Promise.all(engines.map((engine) => engine.close())),
  };
}

const pidsOf = (found, name) => found.filter(({ command }) => command.includes(name)).map(({ pid }) => pid);

/** Every (chapter, segment number) of these plans, in reading order. */
export const queueOf = (chapters) =>
  chapters.flatMap((chapter) => chapter.segments.map((_, index) => ({ chapter, segment: index + 1 })));

/**
 * Speaks everything in `queue` on all engines, each clip trimmed, resampled, checked and encoded as in the product.
 * As there, a slot begins its next item while the last one is being encoded.
 */
export async function speakAll(engines, queue) {
  const clock = { now: () => Date.now() };
  const heard = { seconds: 0, engineMs: 0 };
  const clips = { samples: 0, bytes: 0 };
  const clipStore = {
    facts: async () => null,
    put: async (_key, bytes, facts) => {
      clips.samples += facts.samples;
      clips.bytes += bytes.length;
      return facts;
    },
  };
  const context = { cluster: { clips: clipStore }, plans: { load: async (plan) => plan }, clock, node: 'bench' };
  const open = queue[Symbol.iterator]();
  const started = performance.now();
  const cpuBefore = treeCpuSeconds();
  await Promise.all(engines.map((engine) => runSlot(listening(engine, heard), open, context)));
  return {
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: treeCpuSeconds() - cpuBefore,
    /** As the model gave it, before trimming: what `piper` writes. */
    modelSeconds: heard.seconds,
    clipSeconds: clips.samples / 24_000,
    engineSeconds: heard.engineMs / 1000,
    clipBytes: clips.bytes,
  };
}

async function runSlot(engine, open, context) {
  const slot = { engine, resamplers: new Map(), usual: new UsualLength() };
  const handingOver = new Set();
  const { signal } = new AbortController();
  for (let next = open.next(); !next.done; next = open.next()) {
    const { chapter, segment } = next.value;
    await new Promise((resolve, reject) => {
      // The performer checks its task; the plan itself takes the place of an object's name here.
      const item = { task: { type: 'speak', plan: 'bench', segment, attempt: 1 } };
      const own = { ...context, plans: { load: async () => chapter } };
      const done = speakSegment(item, slot, own, signal, resolve);
      handingOver.add(done);
      done.then(() => handingOver.delete(done)).then(resolve, reject);
    });
  }
  await Promise.all(handingOver);
}

/** The same engine, its sound and its time counted. */
function listening(engine, heard) {
  return {
    profile: engine.profile,
    estimateSeconds: (text) => engine.estimateSeconds(text),
    close: () => engine.close(),
    speak: async (utterance, signal) => {
      const started = performance.now();
      const speech = await engine.speak(utterance, signal);
      heard.engineMs += performance.now() - started;
      heard.seconds += speech.pcm.length / speech.sampleRate;
      return speech;
    },
  };
}
