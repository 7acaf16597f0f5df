import { compiledEntry } from '../../../programs/index.js';
import { plainText, type Speech, type SpeechEngine, type Utterance } from '../../speech-engine.js';
import type { EngineDevice } from '../engine-kind.js';
import { type ModelSlot, openModelSlot } from '../inference/index.js';
import { joinPieces } from '../join-pieces.js';
import { type KokoroLanguage, kokoroIds } from '../kokoro-alphabet/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import { type Phonemiser, symbolCount, wordSymbols } from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { type SpokenCall, type SymbolRange, wordMarks } from '../word-marks.js';
import { kokoroCalls } from './calls.js';
import { FRAME_SAMPLES, KOKORO_RATE, type KokoroQuestion, type KokoroSound } from './kokoro-questions.js';
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
  const { calls, words, skipped } = await callsFor(text, language, phonemiser);
  const pieces: Float32Array[] = [];
  const spoken: SpokenCall[] = [];
  for (const { ids, symbolOf } of calls) {
    const question = { ids, seed: spreadSeed(seed), speed };
    const { pcm, frames } = await model.ask(question, text, estimate(text) / speed, signal);
    pieces.push(pcm);
    if (frames !== null) spoken.push({ durations: frames, symbolOf, samples: pcm.length });
  }
  // An export that does not tell how long it spoke each id has no marks of words.
  const marks = spoken.length === pieces.length ? wordMarks(words, spoken, FRAME_SAMPLES) : null;
  return { pcm: joinPieces(pieces), sampleRate: KOKORO_RATE, skipped, words: marks };
}

interface ModelCall {
  readonly ids: Int32Array;
  /** Of each id, the edges counted, its symbol among all of the text's; null: of none. */
  readonly symbolOf: readonly (number | null)[];
}

interface ModelCalls {
  readonly calls: readonly ModelCall[];
  /** Which symbols say each word. */
  readonly words: readonly SymbolRange[];
  readonly skipped: readonly string[];
}

async function callsFor(text: string, language: KokoroLanguage, phonemiser: Phonemiser): Promise<ModelCalls> {
  const { symbols, stretches } = await spokenSymbols(text, language, phonemiser);
  const calls: ModelCall[] = [];
  const skipped = new Set<string>();
  let before = 0;
  for (const call of kokoroCalls(symbols)) {
    const { ids, places, known, skipped: own } = kokoroIds(call);
    for (const symbol of own) skipped.add(symbol);
    const numbers = numbered(call, before);
    const owners = places.map((place) => numbers[place] ?? null);
    if (known > 0) calls.push({ ids: Int32Array.from(ids), symbolOf: [null, ...owners, null] });
    before += symbolCount(call);
  }
  if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${[...skipped].join(' ')}).`);
  return { calls, words: wordSymbols(text, stretches), skipped: [...skipped] };
}

/** Each symbol's number, from `first` on; white space has none. */
function numbered(symbols: string, first: number): readonly (number | null)[] {
  let next = first;
  return [...symbols].map((symbol) => (symbol.trim() === '' ? null : next++));
}
