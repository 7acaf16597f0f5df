/** What some runs are made of, whatever the rules say: `don't` → `do`, `n't`. */
export type SplitWords = ReadonlyMap<string, readonly string[]>;

const PUNCTUATION = '…,:;!?¿¡()\\[\\]{}<>_#*&。？！，、；：～·';
const QUOTES = '\'"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉';
const SIGNS = '™®©°§¶†‡•';
const MONEY = '$£€¥₹₩';
const SMALL = 'a-zß-öø-ÿ';
const CAPITAL = 'A-ZÀ-ÖØ-Þ';

/** What is taken off the front of a run, one after the other. */
const FRONT = new RegExp(`^(?:[${PUNCTUATION}${QUOTES}${SIGNS}${MONEY}%=—–]|\\+(?!\\d)|\\.{2,})`, 'u');
/** What is taken off its end. One capital keeps its dot: it may be an initial. */
const BACK = new RegExp(
  `(?:[${PUNCTUATION}${QUOTES}${SIGNS}—–]|……|\\.{2,}|'[sS]|(?<=\\d)[+%${MONEY}]|(?<=[\\d${SMALL}%²+${PUNCTUATION}${QUOTES}-])\\.|(?<=[${CAPITAL}]{2})\\.)$`,
  'u',
);
/** What separates words inside a run. */
const INSIDE = new RegExp(
  [
    '\\.{2,}|…',
    `[${SIGNS}]`,
    '(?<=\\d)[+*^-](?=[\\d-])',
    `(?<=[${SMALL}${QUOTES}])\\.(?=[${CAPITAL}${QUOTES}])`,
    '(?<=\\p{L}),(?=\\p{L})',
    '(?<=[\\p{L}\\p{N}])(?:-{1,3}|–|—{1,2}|~)(?=\\p{L})',
    '(?<=[\\p{L}\\p{N}])[:<>=/](?=\\p{L})',
  ].join('|'),
  'gu',
);

/** A run between white space, straight apostrophes, as the words and signs that a tagger of the Penn treebank knows. */
export function splitRun(run: string, split: SplitWords): readonly string[] {
  const front: string[] = [];
  const back: string[] = [];
  let rest = run;
  while (rest !== '' && !split.has(rest)) {
    const first = FRONT.exec(rest)?.[0] ?? '';
    const last = split.has(rest.slice(first.length)) ? '' : (BACK.exec(rest.slice(first.length))?.[0] ?? '');
    if (first === '' && last === '') break;
    const keepsFirst = last !== '' && split.has(rest.slice(0, -last.length));
    if (first !== '' && !keepsFirst) front.push(first);
    if (last !== '') back.unshift(last);
    rest = rest.slice(keepsFirst ? 0 : first.length, rest.length - last.length);
  }
  return joined([...front, ...(rest === '' ? [] : (split.get(rest) ?? splitInside(rest))), ...back], split);
}

function splitInside(text: string): readonly string[] {
  const words: string[] = [];
  let from = 0;
  for (const { 0: separator, index } of text.matchAll(INSIDE)) {
    if (index === 0) continue;
    if (index > from) words.push(text.slice(from, index));
    words.push(separator);
    from = index + separator.length;
  }
  return from < text.length ? [...words, text.slice(from)] : words;
}

/** Neighbours that are one word after all: `Sept` and `.`. */
function joined(words: readonly string[], split: SplitWords): readonly string[] {
  if (words.length < 2) return words;
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const count = [3, 2].find((each) => at + each <= words.length && split.has(words.slice(at, at + each).join('')));
    out.push(
      ...(count === undefined ? words.slice(at, at + 1) : (split.get(words.slice(at, at + count).join('')) ?? [])),
    );
    at += count ?? 1;
  }
  return out;
}
