import { compiledEntry } from '../../../programs/index.js';
import { plainText, type SpeechEngine } from '../../speech-engine.js';
import type { EngineDevice } from '../engine-kind.js';
import { type KokoroLanguage, kokoroIds } from '../kokoro-alphabet/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import { type Phonemiser, symbolCount, wordSymbols } from '../phonemes/index.js';
import { type ModelCall, type ModelCalls, openPhonemedEngine } from '../phonemed-engine.js';
import type { VoiceFacts } from '../profile.js';
import { kokoroCalls } from './calls.js';
import { FRAME_SAMPLES, KOKORO_RATE, type KokoroQuestion } from './kokoro-questions.js';
import { spokenSymbols } from './spoken-symbols.js';

export interface KokoroSlot {
  readonly facts: VoiceFacts;
  readonly language: KokoroLanguage;
  /** Absolute paths: the patched model, and the style. */
  readonly files: { readonly model: string; readonly style: string };
  readonly phonemiser: Phonemiser;
  readonly device?: EngineDevice | undefined;
  readonly isAwaited?: boolean | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** Measured on the style af_heart: speech without the quiet before and after it. */
const SECONDS_PER_CHARACTER = 0.053;
const SECONDS_PER_UTTERANCE = 0.3;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export function openKokoroEngine(slot: KokoroSlot): Promise<SpeechEngine> {
  const { facts, files, phonemiser, device, isAwaited, entry = compiledEntry('kokoro-child', import.meta.url) } = slot;
  return openPhonemedEngine<KokoroQuestion>({
    facts,
    phonemiser,
    request: { engineName: 'Kokoro', entry, files, device, isAwaited },
    sampleRate: KOKORO_RATE,
    frameSamples: FRAME_SAMPLES,
    estimate,
    callsFor: (text) => callsFor(text, slot.language, phonemiser),
    questionOf: (ids, { seed, speed }) => ({ ids, seed: spreadSeed(seed), speed }),
  });
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
    // The zeros at both ends are ids, too.
    if (known > 0) calls.push({ ids: Int32Array.from(ids), symbolOf: [null, ...owners, null] });
    before += symbolCount(call);
  }
  return { calls, words: wordSymbols(text, stretches), skipped: [...skipped] };
}

/** Each symbol's number, from `first` on; white space has none. */
function numbered(symbols: string, first: number): readonly (number | null)[] {
  let next = first;
  return [...symbols].map((symbol) => (symbol.trim() === '' ? null : next++));
}
