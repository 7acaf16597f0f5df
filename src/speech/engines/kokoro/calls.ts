/**
 * Most symbols of one call. Kokoro could take twice as many, but hurries then and swallows the end; this is 15 to 20 s
 * of speech, more than an utterance of usual length ever has.
 */
const MOST_SYMBOLS = 250;
/** Where a long text is cut, the best place first. */
const PLACES = [/[.!?…]/u, /[:;—]/u, /,/u, /\s/u] as const;

/** Symbols to be spoken one call after another; normally one. */
export function kokoroCalls(symbols: string, limit: number = MOST_SYMBOLS): readonly string[] {
  const points = [...symbols.trim()];
  if (points.length === 0) return [];
  if (points.length <= limit) return [points.join('')];
  const cut = cutBefore(points, limit);
  return [points.slice(0, cut).join('').trim(), ...kokoroCalls(points.slice(cut).join(''), limit)];
}

/** The last good place in the second half of what fits: a short rest at the front would be spoken badly. */
function cutBefore(points: readonly string[], limit: number): number {
  for (const place of PLACES) {
    for (let at = limit; at > limit / 2; at--) {
      if (place.test(points[at - 1] ?? '') && (at === points.length || points[at] === ' ' || place === PLACES[3]))
        return at;
    }
  }
  return limit;
}
