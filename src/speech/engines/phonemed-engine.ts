import type { Speech, SpeechEngine, Utterance } from '../speech-engine.js';
import { type ModelSlot, type ModelSlotRequest, openModelSlot } from './inference/index.js';
import { joinPieces } from './join-pieces.js';
import type { Phonemiser } from './phonemes/index.js';
import { profileOf, type VoiceFacts } from './profile.js';
import { demandSpeakable, rejected } from './speakable.js';
import { type SpokenCall, type SymbolRange, wordMarks } from './word-marks.js';

/** What one call of a model is given. */
export interface ModelCall {
  readonly ids: Int32Array;
  /** Of each id that the model tells a duration of, its symbol among all of the text's; null: of none. */
  readonly symbolOf: readonly (number | null)[];
}

export interface ModelCalls {
  /** Only those with something to say in them. */
  readonly calls: readonly ModelCall[];
  /** Which symbols say each word. */
  readonly words: readonly SymbolRange[];
  /** Symbols the voice cannot say. */
  readonly skipped: readonly string[];
}

interface ModelSound {
  readonly pcm: Float32Array;
  /** Frames spoken for each id; null where the model does not tell. */
  readonly frames: Float32Array | null;
}

/** An engine that a phonemiser reads for, and what is its own about it. */
export interface PhonemedEngine<Question> {
  readonly facts: VoiceFacts;
  readonly request: ModelSlotRequest;
  readonly phonemiser: Phonemiser;
  /** Hz. */
  readonly sampleRate: number;
  readonly frameSamples: number;
  /** Seconds expected at speed 1. */
  estimate(text: string): number;
  callsFor(text: string): Promise<ModelCalls>;
  questionOf(ids: Int32Array, utterance: Utterance): Question;
}

/**
 * The slot takes the phonemiser with it when it is closed, or does not open.
 * @throws HostBrokenError when the child did not come up three times in a row.
 */
export async function openPhonemedEngine<Question>(engine: PhonemedEngine<Question>): Promise<SpeechEngine> {
  const { facts, request, phonemiser } = engine;
  const model = await openModelSlot<Question, ModelSound>(request).catch(async (error: unknown) => {
    await phonemiser.close();
    throw error;
  });
  return {
    profile: profileOf(facts),
    estimateSeconds: engine.estimate,
    speak: async (utterance, signal) => {
      signal.throwIfAborted();
      demandSpeakable(utterance.text);
      return model.inTurn(signal, () => speak(engine, model, utterance, signal));
    },
    close: async () => {
      await Promise.all([model.close(), phonemiser.close()]);
    },
  };
}

async function speak<Question>(
  engine: PhonemedEngine<Question>,
  model: ModelSlot<Question, ModelSound>,
  utterance: Utterance,
  signal: AbortSignal,
): Promise<Speech> {
  const { text, speed } = utterance;
  const { calls, words, skipped } = await engine.callsFor(text);
  if (calls.length === 0) throw rejected(text, `The voice has no sound for it (${skipped.join(' ')}).`);
  const pieces: Float32Array[] = [];
  const spoken: SpokenCall[] = [];
  for (const { ids, symbolOf } of calls) {
    const question = engine.questionOf(ids, utterance);
    const { pcm, frames } = await model.ask(question, text, engine.estimate(text) / speed, signal);
    pieces.push(pcm);
    if (frames !== null) spoken.push({ durations: frames, symbolOf, samples: pcm.length });
  }
  // A model that does not tell how long it spoke each id has no marks of words.
  const marks = spoken.length === pieces.length ? wordMarks(words, spoken, engine.frameSamples) : null;
  return { pcm: joinPieces(pieces), sampleRate: engine.sampleRate, skipped, words: marks };
}
