import { type EnglishFiles, type EnglishReading, openEnglishPhonemes } from '../../english-phonemes/index.js';
import { type ModelSlot, type ModelSlotRequest, openModelSlot } from '../inference/index.js';
import type { HibariAnswer, HibariQuestion } from './hibari-questions.js';

export type HibariSlot = ModelSlot<HibariQuestion, HibariAnswer>;

/** A slot, and what reads texts with its help: one at a time, in a turn of the slot. */
export interface Reader {
  readonly slot: HibariSlot;
  read(text: string, signal: AbortSignal): Promise<EnglishReading>;
}

/** A strange word takes a millisecond; the deadline's grace is more than enough for it. */
const SECONDS_OF_A_WORD = 1;

/**
 * Starts the child and opens the dictionaries, at the same time.
 * @throws HostBrokenError when the child did not come up three times in a row, UserError (exit 7) for files that are missing or damaged.
 */
export async function openReader(request: ModelSlotRequest, files: EnglishFiles): Promise<Reader> {
  const opening = openModelSlot<HibariQuestion, HibariAnswer>(request);
  const asking = { text: '', signal: new AbortController().signal };
  const readWord = async (letters: readonly number[]): Promise<readonly number[]> => {
    const question = { type: 'read', letters } as const;
    const reply = await (await opening).ask(question, asking.text, SECONDS_OF_A_WORD, asking.signal);
    if (reply.type === 'sounds') return reply.answer;
    throw new Error(`hibari was asked to read and answered "${reply.type}"`);
  };
  const [slot, english] = await Promise.allSettled([opening, openEnglishPhonemes(files, readWord)]);
  if (slot.status === 'rejected') throw slot.reason;
  if (english.status === 'rejected') {
    await slot.value.close();
    throw english.reason;
  }
  return {
    slot: slot.value,
    read: async (text, signal) => {
      asking.text = text;
      asking.signal = signal;
      return english.value.toPhonemes(text);
    },
  };
}
