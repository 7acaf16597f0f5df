import { RetryableError } from '../../../core/index.js';
import { runProgram } from '../../../programs/index.js';
import { plainText, type Speech, type SpeechEngine, speechSize } from '../../speech-engine.js';
import { ESPEAK_PROGRAM } from '../phonemes/index.js';
import { profileOf, type VoiceFacts } from '../profile.js';
import { SlotTurns } from '../slot-turns.js';
import { demandSpeakable, rejected } from '../speakable.js';
import { parseWav } from '../wav/index.js';

/** The program's own pace; twice and half of it are within what it can do, and last half and twice as long. */
const WORDS_PER_MINUTE = 175;
/** Measured on English prose: speech without the pauses round it. */
const SECONDS_PER_CHARACTER = 0.05;
const SECONDS_PER_UTTERANCE = 0.2;
/** It needs hundredths of a second; a machine on which it needs longer than this is stuck. */
const DEADLINE_MS = 30_000;
const RETRY_AFTER_MS = 1_000;
/** A minute of its sound is 2.6 MB; no utterance comes near this. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What would be taken for the program's own notation of phonemes, and what is no text. */
const BRACKETS = /\[(?=\[)/g;
const CONTROLS = /\p{Cc}+/gu;

/** @param code of the voice, as the program takes it */
export function espeakEngine(facts: VoiceFacts, code: string, program = ESPEAK_PROGRAM): SpeechEngine {
  const turns = new SlotTurns();
  return {
    profile: profileOf(facts),
    speak: async ({ text, speed }, signal) => {
      signal.throwIfAborted();
      demandSpeakable(text);
      return turns.take(signal, (either) => speakOnce({ text, speed, code, program }, either));
    },
    estimateSeconds: (text) => SECONDS_PER_UTTERANCE + speechSize(plainText(text)) * SECONDS_PER_CHARACTER,
    close: () => turns.close(),
  };
}

interface Saying {
  readonly text: string;
  readonly speed: number;
  readonly code: string;
  readonly program: string;
}

async function speakOnce({ text, speed, code, program }: Saying, signal: AbortSignal): Promise<Speech> {
  const pace = String(Math.round(WORDS_PER_MINUTE * speed));
  const { stdout } = await runProgram({
    program,
    args: ['-v', code, '-s', pace, '-b', '1', '--stdin', '--stdout'],
    input: Buffer.from(plainText(text).replace(BRACKETS, '[ ').replace(CONTROLS, ' ')),
    deadlineMs: DEADLINE_MS,
    maxOutputBytes: MOST_BYTES,
    signal,
  });
  if (stdout.length === 0) throw new RetryableError(`${program} said nothing`, RETRY_AFTER_MS);
  const { pcm, sampleRate } = parseWav(stdout);
  if (pcm.length === 0) throw rejected(text, `The voice ${code} of ${program} has no sound for it.`);
  return { pcm, sampleRate, skipped: [], words: null };
}
