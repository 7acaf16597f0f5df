/** A voice's alphabet: code point → its ids. */
export type PhonemeIdMap = Readonly<Record<string, readonly number[]>>;

const BEGIN = '^';
const PAD = '_';
const END = '$';
/** Symbols that make no sound by themselves. */
const SOUNDLESS = /[\s.,:;?!]/;

export interface PhonemeIds {
  readonly ids: readonly number[];
  /** Symbols that found an id and have a sound. */
  readonly known: number;
  /** Symbols the voice has no id for, each once, as met. */
  readonly skipped: readonly string[];
}

/** The ids a Piper voice is fed: begin, a pad after everything, end. An NFD string is expected; every code point is a symbol. */
export function phonemeIds(phonemes: string, map: PhonemeIdMap): PhonemeIds {
  const pad = map[PAD] ?? [];
  const skipped = new Set<string>();
  const ids = [...(map[BEGIN] ?? []), ...pad];
  let known = 0;
  for (const symbol of phonemes) {
    const own = map[symbol];
    if (own === undefined) skipped.add(symbol);
    else ids.push(...own, ...pad);
    if (own !== undefined && !SOUNDLESS.test(symbol)) known += 1;
  }
  ids.push(...(map[END] ?? []));
  return { ids, known, skipped: [...skipped] };
}

/** Replaces phonemes as older voices ask for it (`phoneme_map`), before ids are looked up. */
export function mapPhonemes(phonemes: string, map: Readonly<Record<string, readonly string[]>>): string {
  if (Object.keys(map).length === 0) return phonemes;
  return [...phonemes].map((symbol) => map[symbol]?.join('') ?? symbol).join('');
}
