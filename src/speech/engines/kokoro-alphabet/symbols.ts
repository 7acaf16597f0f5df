/** Runs of symbols with neighbouring numbers: the number of the first, then the symbols. The other numbers mean nothing. */
const RUNS: readonly (readonly [first: number, symbols: string])[] = [
  [1, ';:,.!?'],
  [9, '—…"()“”'],
  // The 17th is the tilde that makes a vowel nasal.
  [16, ' \u0303ʣʥʦʨᵝ\uab67A'],
  [25, 'I'],
  [31, 'O'],
  [33, 'Q'],
  [35, 'ST'],
  [39, 'W'],
  [41, 'Yᵊabcdef'],
  [50, 'hijklmnopqrstuvwxyzɑɐɒæ'],
  [75, 'βɔɕç'],
  [80, 'ɖðʤə'],
  [85, 'ɚɛɜ'],
  [90, 'ɟ'],
  [92, 'ɡ'],
  [99, 'ɥ'],
  [101, 'ɨɪʝ'],
  [110, 'ɯɰŋɳɲɴø'],
  [118, 'ɸθœ'],
  [123, 'ɹ'],
  [125, 'ɾɻ'],
  [128, 'ʁɽʂʃʈʧ'],
  [135, 'ʊʋ'],
  [138, 'ʌɣɤ'],
  [142, 'χʎ'],
  [147, 'ʒʔ'],
  [156, 'ˈˌː'],
  [162, 'ʰ'],
  [164, 'ʲ'],
  [169, '↓'],
  [171, '→↗↘'],
  [177, 'ᵻ'],
];

const IDS: ReadonlyMap<string, number> = new Map(
  RUNS.flatMap(([first, symbols]) => [...symbols].map((symbol, index) => [symbol, first + index] as const)),
);

/** Stands before and after everything that is said. */
export const EDGE_ID = 0;
/** Most ids of one call, the two edges not counted: what the model was trained for. */
export const MOST_IDS = 510;

/** Marks and signs that make no sound by themselves. */
const SOUNDLESS = /[\s;:,.!?—…"()“”ˈˌː↓→↗↘]|\u0303/u;

export interface KokoroIds {
  /** Without the edges. */
  readonly ids: readonly number[];
  /** Of each id, the place of its symbol among the symbols given. */
  readonly places: readonly number[];
  /** Symbols that found an id and have a sound. */
  readonly known: number;
  /** Symbols the alphabet has not, each once, as met. */
  readonly skipped: readonly string[];
}

/** Each code point is a symbol. */
export function kokoroIds(symbols: string): KokoroIds {
  const ids: number[] = [];
  const places: number[] = [];
  const skipped = new Set<string>();
  let known = 0;
  for (const [place, symbol] of [...symbols].entries()) {
    const id = IDS.get(symbol);
    if (id === undefined) {
      skipped.add(symbol);
      continue;
    }
    ids.push(id);
    places.push(place);
    if (!SOUNDLESS.test(symbol)) known += 1;
  }
  return { ids, places, known, skipped: [...skipped] };
}
