/** A stretch of sound in samples, `end` excluded. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface PlacedWord extends Place {
  readonly text: string;
}

/** Longer texts have no places for their words: comparing takes time with the square of them. */
const MOST_WORDS = 1_000;
const SPEAKABLE = /[\p{L}\p{N}]/u;

/**
 * Where the words that a reader sees are heard. Words that are said as they are written have the places of what is said;
 * between such, equal numbers of words go together, and else (`£5`, said in two words) the words of the text share the
 * time by their letters. What nobody says (a dash) belongs to the word before it. Null: the text is too long, or nothing in
 * it can be said.
 * @param said the words in the form they were said in, and `places`: one for each
 */
export function placeWords(
  text: string,
  said: readonly string[],
  places: readonly Place[],
): readonly PlacedWord[] | null {
  const seen = seenWords(text);
  if (seen.length === 0 || places.length === 0 || seen.length > MOST_WORDS || said.length > MOST_WORDS) return null;
  const placed: PlacedWord[] = [];
  let [fromSeen, fromSaid] = [0, 0];
  for (const [toSeen, toSaid] of [...anchors(seen.map(bare), said.map(bare)), [seen.length, said.length] as const]) {
    placed.push(...shareOut(seen.slice(fromSeen, toSeen), places.slice(fromSaid, toSaid), placed.at(-1)));
    const [word, place] = [seen[toSeen], places[toSaid]];
    if (word !== undefined && place !== undefined) placed.push({ text: word, start: place.start, end: place.end });
    [fromSeen, fromSaid] = [toSeen + 1, toSaid + 1];
  }
  return withoutEmpty(placed);
}

/** Between blanks; what has neither letter nor digit stays with the word before it, at the beginning with the next. */
function seenWords(text: string): readonly string[] {
  const words: string[] = [];
  let waiting = '';
  for (const run of text.match(/\S+/gu) ?? []) {
    if (SPEAKABLE.test(run)) {
      words.push(waiting + run);
      waiting = '';
    } else if (words.length === 0) waiting += `${run} `;
    else words[words.length - 1] += ` ${run}`;
  }
  return words;
}

const bare = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Pairs of places of the longest common run of words, ascending. */
function anchors(seen: readonly string[], said: readonly string[]): readonly (readonly [number, number])[] {
  const width = said.length + 1;
  const longest = new Uint16Array((seen.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = seen.length - 1; i >= 0; i--) {
    for (let j = said.length - 1; j >= 0; j--)
      longest[i * width + j] = seen[i] === said[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < seen.length && j < said.length; ) {
    if (seen[i] === said[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The words between two anchors, on the places between them; where nothing was said they have none of their own. */
function shareOut(
  words: readonly string[],
  places: readonly Place[],
  before: Place | undefined,
): readonly PlacedWord[] {
  const [first, last] = [places[0], places.at(-1)];
  if (words.length === places.length)
    return words.map((text, index) => ({ text, ...(places[index] ?? { start: 0, end: 0 }) }));
  if (first === undefined || last === undefined) {
    const start = before?.end ?? 0;
    return words.map((text) => ({ text, start, end: start }));
  }
  const letters = words.map((word) => word.length);
  const all = letters.reduce((sum, count) => sum + count, 0);
  const at = (count: number): number => first.start + Math.round((count / all) * (last.end - first.start));
  let passed = 0;
  return words.map((text, index) => {
    const start = at(passed);
    passed += letters[index] ?? 0;
    return { text, start, end: at(passed) };
  });
}

/** A word without time of its own is shown with the one before it, at the beginning with the next. */
function withoutEmpty(placed: readonly PlacedWord[]): readonly PlacedWord[] | null {
  const words: PlacedWord[] = [];
  let waiting = '';
  for (const word of placed) {
    const last = words.at(-1);
    if (word.end > word.start) {
      words.push({ ...word, text: waiting + word.text });
      waiting = '';
    } else if (last === undefined) waiting += `${word.text} `;
    else words[words.length - 1] = { ...last, text: `${last.text} ${word.text}` };
  }
  return words.length === 0 ? null : words;
}
