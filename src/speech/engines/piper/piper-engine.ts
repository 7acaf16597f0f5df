import { compiledEntry } from '../../../programs/index.js';
import { plainText, type Speech, type SpeechEngine, type Utterance } from '../../speech-engine.js';
import type { VoiceConfig } from '../../voices/index.js';
import type { EngineDevice } from '../engine-kind.js';
import { type ModelSlot, openModelSlot } from '../inference/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import {
  modelCalls,
  type Phonemiser,
  phonemeIds,
  splitClauses,
  spokenStretches,
  symbolCount,
  wordSymbols,
} from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { joinPieces } from '../join-pieces.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { type SpokenCall, type SymbolRange, wordMarks } from '../word-marks.js';
import type { PiperQuestion, PiperSound } from './piper-questions.js';

export interface PiperSlot {
  readonly facts: VoiceFacts;
  readonly config: VoiceConfig;
  /** Path of the seeded model. */
  readonly model: string;
  readonly phonemiser: Phonemiser;
  readonly device?: EngineDevice | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** Measured on Piper's medium voices: speech without the pauses round it. */
const SECONDS_PER_CHARACTER = 0.05;
const SECONDS_PER_UTTERANCE = 0.25;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export async function openPiperEngine(slot: PiperSlot): Promise<SpeechEngine> {
  const { facts, phonemiser, device, entry = compiledEntry('piper-child', import.meta.url) } = slot;
  const request = { engineName: 'Piper', entry, files: { model: slot.model }, device };
  const model = await openModelSlot<PiperQuestion, PiperSound>(request).catch(async (error: unknown) => {
    await phonemiser.close();
    throw error;
  });
  return {
    profile: profileOf(facts),
    estimateSeconds: estimate,
    speak: async (utterance, signal) => {
      signal.throwIfAborted();
      demandSpeakable(utterance.text);
      return model.inTurn(signal, () => speak(slot, model, utterance, signal));
    },
    close: async () => {
      await Promise.all([model.close(), phonemiser.close()]);
    },
  };
}

async function speak(
  slot: PiperSlot,
  model: ModelSlot<PiperQuestion, PiperSound>,
  { text, seed, speed }: Utterance,
  signal: AbortSignal,
): Promise<Speech> {
  const { noiseScale, lengthScale, noiseWidth, defaultSpeaker, sampleRate, hopSamples } = slot.config;
  const { calls, words, skipped } = await callsFor(text, slot);
  const scales = [noiseScale, lengthScale / speed, noiseWidth] as const;
  const pieces: Float32Array[] = [];
  const spoken: SpokenCall[] = [];
  for (const { ids, symbolOf } of calls) {
    const question = { ids: Int32Array.from(ids), seed: spreadSeed(seed), scales, speaker: defaultSpeaker };
    const { pcm, frames } = await model.ask(question, text, estimate(text) / speed, signal);
    pieces.push(pcm);
    if (frames !== null) spoken.push({ durations: frames, symbolOf, samples: pcm.length });
  }
  // A voice whose graph does not tell how long it spoke each id has no marks of words.
  const marks = spoken.length === pieces.length ? wordMarks(words, spoken, hopSamples) : null;
  return { pcm: joinPieces(pieces), sampleRate, skipped, words: marks };
}

interface ModelCall {
  readonly ids: readonly number[];
  /** Of each id its symbol among all of the text's; null: of none. */
  readonly symbolOf: readonly (number | null)[];
}

interface ModelCalls {
  readonly calls: readonly ModelCall[];
  /** Which symbols say each word. */
  readonly words: readonly SymbolRange[];
  readonly skipped: readonly string[];
}

async function callsFor(text: string, { config, phonemiser }: PiperSlot): Promise<ModelCalls> {
  const clauses = splitClauses(text);
  const spoken = await phonemiser.phonemise(clauses);
  const calls: ModelCall[] = [];
  const skipped = new Set<string>();
  let symbols = 0;
  for (const call of modelCalls(spoken)) {
    const { ids, symbolOf, known, skipped: own } = phonemeIds(call, config.phonemeIds, config.phonemeMap);
    for (const symbol of own) skipped.add(symbol);
    const before = symbols;
    if (known > 0) calls.push({ ids, symbolOf: symbolOf.map((symbol) => (symbol === null ? null : before + symbol)) });
    symbols += symbolCount(call);
  }
  if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${[...skipped].join(' ')}).`);
  return { calls, words: wordSymbols(text, spokenStretches(clauses, spoken)), skipped: [...skipped] };
}
