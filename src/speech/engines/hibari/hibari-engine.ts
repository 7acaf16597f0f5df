import { compiledEntry } from '../../../programs/index.js';
import type { EnglishFiles } from '../../english-phonemes/index.js';
import { plainText, type Speech, type SpeechEngine, type Utterance } from '../../speech-engine.js';
import { joinPieces } from '../join-pieces.js';
import { type KokoroIds, kokoroIds } from '../kokoro-alphabet/index.js';
import { spreadSeed } from '../onnx-graph/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { type SpokenCall, wordMarks } from '../word-marks.js';
import { openReader, type Reader } from './open-reader.js';
import { phonemeCalls } from './phoneme-calls.js';
import { SAMPLE_RATE, UNIT_SAMPLES } from './sound-format.js';

export interface HibariVoice {
  readonly facts: VoiceFacts;
  /** Absolute paths: the patched voice, and the network for strange words. */
  readonly files: { readonly model: string; readonly spelling: string };
  readonly english: EnglishFiles;
  readonly isAwaited?: boolean | undefined;
  /** The child's compiled file, for tests. */
  readonly entry?: string;
}

/** Measured on the voice heart: speech with the quiet before and after it. */
const SECONDS_PER_CHARACTER = 0.056;
const SECONDS_PER_UTTERANCE = 0.5;

const estimate = (text: string): number => SECONDS_PER_UTTERANCE + plainText(text).length * SECONDS_PER_CHARACTER;

/** @throws HostBrokenError when the child did not come up three times in a row; UserError (exit 7) for damaged files. */
export async function openHibariEngine(voice: HibariVoice): Promise<SpeechEngine> {
  const { facts, files, english, isAwaited, entry = childEntry() } = voice;
  const reader = await openReader({ engineName: 'hibari', entry, files, isAwaited }, english);
  return {
    profile: profileOf(facts),
    estimateSeconds: estimate,
    speak: async (utterance, signal) => {
      signal.throwIfAborted();
      demandSpeakable(utterance.text);
      return reader.slot.inTurn(signal, () => speak(reader, utterance, signal));
    },
    close: () => reader.slot.close(),
  };
}

export const childEntry = (): string => compiledEntry('hibari-child', import.meta.url);

async function speak(reader: Reader, { text, seed, speed }: Utterance, signal: AbortSignal): Promise<Speech> {
  const reading = await reader.read(text, signal);
  const pieces: Float32Array[] = [];
  const spoken: SpokenCall[] = [];
  const skipped = new Set(reading.skipped);
  for (const { phonemes, from } of phonemeCalls(reading.phonemes)) {
    const symbols = kokoroIds(phonemes);
    for (const sign of symbols.skipped) skipped.add(sign);
    if (symbols.known === 0) continue;
    const ids = Int32Array.from(symbols.ids);
    const question = { type: 'speak', ids, seed: spreadSeed(seed), speed } as const;
    const sound = await reader.slot.ask(question, text, estimate(text) / speed, signal);
    if (sound.type !== 'sound') throw new Error(`hibari was asked to speak and answered "${sound.type}"`);
    pieces.push(sound.pcm);
    spoken.push({ durations: sound.units, symbolOf: symbolsOf(symbols, from), samples: sound.pcm.length });
  }
  if (pieces.length === 0) throw rejected(text, `The voice has no sound for it (${[...skipped].join(' ')}).`);
  const words = wordMarks(
    reading.words.map((word) => word.phonemes),
    spoken,
    UNIT_SAMPLES,
  );
  return { pcm: joinPieces(pieces), sampleRate: SAMPLE_RATE, skipped: [...skipped], words };
}

/** Of each id that the model is fed, the zeros at both ends counted, its symbol among all of the text's. */
const symbolsOf = ({ places }: KokoroIds, from: number): readonly (number | null)[] => [
  null,
  ...places.map((place) => from + place),
  null,
];
