/**
 * Most symbols of one call: what the voices' maker gives them at once. An utterance of usual length has half of it; what
 * has more is cut where words end, best where a clause does.
 */
const MOST_SYMBOLS = 400;
const CLAUSE_END = /[.!?…:;—,]/;

/** A stretch of a text's phonemes that is spoken at once. */
export interface PhonemeCall {
  readonly phonemes: string;
  /** Where it begins among all phonemes. */
  readonly from: number;
}

/** Normally one. */
export function phonemeCalls(phonemes: string, limit: number = MOST_SYMBOLS): readonly PhonemeCall[] {
  const calls: PhonemeCall[] = [];
  let from = 0;
  while (phonemes.length - from > limit) {
    const to = from + cutIn(phonemes.slice(from, from + limit + 1));
    calls.push({ phonemes: phonemes.slice(from, to), from });
    from = phonemes[to] === ' ' ? to + 1 : to;
  }
  return from < phonemes.length || calls.length === 0 ? [...calls, { phonemes: phonemes.slice(from), from }] : calls;
}

/** How much of it is spoken: up to the last clause that ends in its second half, else the last word, else all but the last. */
function cutIn(piece: string): number {
  const spaces = [...piece.matchAll(/ /g)].map(({ index }) => index);
  const clause = spaces.findLast((at) => at > piece.length / 2 && CLAUSE_END.test(piece[at - 1] ?? ''));
  return clause ?? spaces.findLast((at) => at > 0) ?? piece.length - 1;
}
