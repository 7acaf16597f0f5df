import { type ChapterEntry, hasSound } from './state.js';

/** Sentences on how chapters were said, where a listener may notice it; one for each such chapter. */
export const speechRemarks = (entries: readonly ChapterEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    const notes = hasSound(entry) ? entry.notes : undefined;
    if (notes === undefined) return [];
    const odd = notes.odd.map((text) => `"${text}"`).join(', ');
    const skipped = Object.entries(notes.skipped).map(([symbol, times]) => `${symbol} (${times} ×)`);
    const parts = [
      ...(notes.split === 0 ? [] : [`${utterances(notes.split)} said in two halves`]),
      ...(odd === '' ? [] : [`of an odd length: ${odd}`]),
      ...(skipped.length === 0 ? [] : [`the voice has no sound for ${skipped.join(', ')}`]),
    ];
    return parts.length === 0 ? [] : [`${entry.title}: ${parts.join('; ')}.`];
  });

const utterances = (count: number): string => (count === 1 ? '1 utterance was' : `${count} utterances were`);
