import { compiledEntry } from '../../../programs/index.js';
import { plainText, type Speech, type SpeechEngine, type Utterance } from '../../speech-engine.js';
import type { VoiceConfig } from '../../voices/index.js';
import type { EngineDevice } from '../engine-kind.js';
import { type ModelSlot, openModelSlot } from '../inference/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import { mapPhonemes, modelCalls, type Phonemiser, phonemeIds, splitClauses } from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { joinPieces } from '../join-pieces.js';
import { demandSpeakable, rejected } from '../speakable.js';
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
  const { noiseScale, lengthScale, noiseWidth, defaultSpeaker, sampleRate } = slot.config;
  const { calls, skipped } = await callsFor(text, slot);
  const scales = [noiseScale, lengthScale / speed, noiseWidth] as const;
  const pieces: Float32Array[] = [];
  for (const ids of calls) {
    const question = { ids, seed: spreadSeed(seed), scales, speaker: defaultSpeaker };
    pieces.push((await model.ask(question, text, estimate(text) / speed, signal)).pcm);
  }
  return { pcm: joinPieces(pieces), sampleRate, skipped, words: null };
}

interface ModelCalls {
  readonly calls: readonly Int32Array[];
  readonly skipped: readonly string[];
}

async function callsFor(text: string, { config, phonemiser }: PiperSlot): Promise<ModelCalls> {
  const spoken = await phonemiser.phonemise(splitClauses(text));
  const found = modelCalls(spoken).map((call) => phonemeIds(mapPhonemes(call, config.phonemeMap), config.phonemeIds));
  const calls = found.filter(({ known }) => known > 0).map(({ ids }) => Int32Array.from(ids));
  const skipped = [...new Set(found.flatMap((call) => call.skipped))];
  if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${skipped.join(' ')}).`);
  return { calls, skipped };
}
