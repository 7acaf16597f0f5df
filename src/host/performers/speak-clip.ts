import { shiftSpans } from '../../audio/index.js';
import type { ClipNotes, ClipWord } from '../../cluster/ports/index.js';
import type { PlannedUtterance } from '../../planning/index.js';
import type { Speech } from '../../speech/index.js';
import { concatenate, type FittedSound, fitToClock, type Resamplers } from './fit-to-clock.js';
import { type Said, say, sayWell, type Voice } from './say-well.js';

/** The sound of a segment on the clip clock. */
export interface SpokenClip {
  readonly pcm: Int16Array;
  /** Samples per utterance. */
  readonly utterances: readonly number[];
  /** Per utterance, in samples of the clip; null where the voice does not tell. */
  readonly words: readonly (readonly ClipWord[] | null)[];
  /** Null: all was said well at once. */
  readonly notes: ClipNotes | null;
}

/**
 * The utterances' sound, one after another. The engine already says the next one while the last is trimmed and fitted;
 * when the last one is said well, the slot's next item may begin.
 */
export async function speakClip(
  utterances: readonly PlannedUtterance[],
  voice: Voice,
  resamplers: Resamplers,
  slotFree: () => void,
): Promise<SpokenClip> {
  const begin = (index: number): Promise<Speech> | null => {
    const text = utterances[index]?.spoken;
    if (text === undefined) return null;
    const speech = say(voice, text, 0);
    speech.catch(() => undefined); // awaited one round later
    return speech;
  };
  const all: { readonly said: Said; readonly sound: FittedSound }[] = [];
  let speaking = begin(0);
  for (const [index, { spoken }] of utterances.entries()) {
    if (speaking === null) break;
    const first = speaking;
    await first;
    speaking = begin(index + 1);
    const said = await sayWell(spoken, first, voice);
    if (speaking === null) slotFree();
    all.push({ said, sound: fitToClock(said, resamplers) });
  }
  return asClip(
    all.map(({ sound }) => sound),
    notesOn(all.map(({ said }) => said)),
  );
}

function asClip(sounds: readonly FittedSound[], notes: ClipNotes | null): SpokenClip {
  let at = 0;
  const words = sounds.map(({ pcm, words: own }) => {
    const placed = own && shiftSpans(own, at);
    at += pcm.length;
    return placed;
  });
  const parts = sounds.map(({ pcm }) => pcm);
  return { pcm: concatenate(parts), utterances: parts.map((part) => part.length), words, notes };
}

function notesOn(all: readonly Said[]): ClipNotes | null {
  const placesOf = (is: (said: Said) => boolean): readonly number[] =>
    all.flatMap((said, index) => (is(said) ? [index] : []));
  const notes: ClipNotes = {
    retried: placesOf(({ how }) => how === 'retried'),
    split: placesOf(({ how }) => how === 'split'),
    odd: placesOf(({ odd }) => odd),
    skipped: countSymbols(all.flatMap(({ parts }) => parts.flatMap(({ speech }) => speech.skipped))),
  };
  const isNothing = [...notes.retried, ...notes.split, ...notes.odd, ...Object.keys(notes.skipped)].length === 0;
  return isNothing ? null : notes;
}

/** Symbols that are told apart; a text that has more is no text. */
const MOST_SYMBOLS = 50;

function countSymbols(symbols: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const symbol of symbols) {
    if (counts.has(symbol) || counts.size < MOST_SYMBOLS) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
