import { compiledEntry } from '../../../programs/index.js';
import { plainText, type SpeechEngine } from '../../speech-engine.js';
import type { VoiceConfig } from '../../voices/index.js';
import type { EngineDevice } from '../engine-kind.js';
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
import { type ModelCall, type ModelCalls, openPhonemedEngine } from '../phonemed-engine.js';
import type { VoiceFacts } from '../profile.js';
import type { PiperQuestion } from './piper-questions.js';

export interface PiperSlot {
  readonly facts: VoiceFacts;
  readonly config: VoiceConfig;
  /** Path of the seeded model. */
  readonly model: string;
  readonly phonemiser: Phonemiser;
  readonly device?: EngineDevice | undefined;
  readonly isAwaited?: boolean | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** Measured on Piper's medium voices: speech without the pauses round it. */
const SECONDS_PER_CHARACTER = 0.05;
const SECONDS_PER_UTTERANCE = 0.25;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row. */
export function openPiperEngine(slot: PiperSlot): Promise<SpeechEngine> {
  const { facts, config, phonemiser, device, isAwaited, entry = compiledEntry('piper-child', import.meta.url) } = slot;
  const { noiseScale, lengthScale, noiseWidth, defaultSpeaker: speaker, sampleRate, hopSamples } = config;
  return openPhonemedEngine<PiperQuestion>({
    facts,
    phonemiser,
    request: { engineName: 'Piper', entry, files: { model: slot.model }, device, isAwaited },
    sampleRate,
    frameSamples: hopSamples,
    estimate,
    callsFor: (text) => callsFor(text, slot),
    questionOf: (ids, { seed, speed }) => ({
      ids,
      seed: spreadSeed(seed),
      scales: [noiseScale, lengthScale / speed, noiseWidth],
      speaker,
    }),
  });
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
    const numbered = symbolOf.map((symbol) => (symbol === null ? null : before + symbol));
    if (known > 0) calls.push({ ids: Int32Array.from(ids), symbolOf: numbered });
    symbols += symbolCount(call);
  }
  return { calls, words: wordSymbols(text, spokenStretches(clauses, spoken)), skipped: [...skipped] };
}
