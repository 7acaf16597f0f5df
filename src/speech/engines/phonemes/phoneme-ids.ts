/** A voice's alphabet: code point → its ids. */
export type PhonemeIdMap = Readonly<Record<string, readonly number[]>>;

/** What older voices call some symbols (`phoneme_map`). */
export type PhonemeMap = Readonly<Record<string, readonly string[]>>;

const BEGIN = '^';
const PAD = '_';
const END = '$';
const SPACE = /\s/u;
/** Symbols that make no sound by themselves. */
const SOUNDLESS = /[\s.,:;?!]/;

export interface PhonemeIds {
  readonly ids: readonly number[];
  /** Of each id its symbol, counted without white space, a pad's the one before it; null at the ends and for white space. */
  readonly symbolOf: readonly (number | null)[];
  /** Symbols that found an id and have a sound. */
  readonly known: number;
  /** Symbols the voice has no id for, each once, as met. */
  readonly skipped: readonly string[];
}

/** The ids a Piper voice is fed: begin, a pad after everything, end. An NFD string is expected; every code point is a symbol. */
export function phonemeIds(phonemes: string, map: PhonemeIdMap, names: PhonemeMap = {}): PhonemeIds {
  const pad = map[PAD] ?? [];
  const skipped = new Set<string>();
  const ids = [...(map[BEGIN] ?? []), ...pad];
  const symbolOf: (number | null)[] = ids.map(() => null);
  let known = 0;
  let symbols = 0;
  for (const symbol of phonemes) {
    const place = SPACE.test(symbol) ? null : symbols;
    if (place !== null) symbols += 1;
    for (const name of names[symbol]?.join('') ?? symbol) {
      const own = map[name];
      if (own === undefined) skipped.add(name);
      else ids.push(...own, ...pad);
      if (own !== undefined && !SOUNDLESS.test(name)) known += 1;
    }
    while (symbolOf.length < ids.length) symbolOf.push(place);
  }
  ids.push(...(map[END] ?? []));
  while (symbolOf.length < ids.length) symbolOf.push(null);
  return { ids, symbolOf, known, skipped: [...skipped] };
}
