import { compiledEntry } from '../../../programs/index.js';
import { plainText, type Speech, type SpeechEngine, type Utterance } from '../../speech-engine.js';
import type { EngineDevice } from '../engine-kind.js';
import { type ModelSlot, openModelSlot } from '../inference/index.js';
import { joinPieces } from '../join-pieces.js';
import { type KokoroLanguage, kokoroIds } from '../kokoro-alphabet/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import type { Phonemiser } from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { kokoroCalls } from './calls.js';
import { KOKORO_RATE, type KokoroQuestion, type KokoroSound } from './kokoro-questions.js';
import { spokenSymbols } from './spoken-symbols.js';

export interface KokoroSlot {
  readonly facts: VoiceFacts;
  readonly language: KokoroLanguage;
  /** Absolute paths: the patched model, and the style. */
  readonly files: { readonly model: string; readonly style: string };
  readonly phonemiser: Phonemiser;
  readonly device?: EngineDevice | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** Measured on the style af_heart: speech without the quiet before and after it. */
const SECONDS_PER_CHARACTER = 0.053;
const SECONDS_PER_UTTERANCE = 0.3;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export async function openKokoroEngine(slot: KokoroSlot): Promise<SpeechEngine> {
  const { facts, files, phonemiser, device, entry = compiledEntry('kokoro-child', import.meta.url) } = slot;
  const request = { engineName: 'Kokoro', entry, files, device };
  const model = await openModelSlot<KokoroQuestion, KokoroSound>(request).catch(async (error: unknown) => {
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
  { language, phonemiser }: KokoroSlot,
  model: ModelSlot<KokoroQuestion, KokoroSound>,
  { text, seed, speed }: Utterance,
  signal: AbortSignal,
): Promise<Speech> {
  const found = kokoroCalls(await spokenSymbols(text, language, phonemiser)).map(kokoroIds);
  const calls = found.filter(({ known }) => known > 0);
  const skipped = [...new Set(found.flatMap((call) => call.skipped))];
  if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${skipped.join(' ')}).`);
  const pieces: Float32Array[] = [];
  for (const { ids } of calls) {
    const question = { ids: Int32Array.from(ids), seed: spreadSeed(seed), speed };
    pieces.push((await model.ask(question, text, estimate(text) / speed, signal)).pcm);
  }
  return { pcm: joinPieces(pieces), sampleRate: KOKORO_RATE, skipped, words: null };
}
