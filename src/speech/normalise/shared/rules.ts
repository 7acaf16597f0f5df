/** What was matched: the whole match, then its groups; a group that took no part is an empty string. */
export type Groups = readonly [whole: string, ...groups: string[]];

/** Replaces what `pattern` (with the flag g) finds by what is said for it; null leaves it alone. */
export interface PatternRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly say: (groups: Groups) => string | null;
  /** A text without it is left alone unread: a cheap question before a dear one. No flag g. */
  readonly needs?: RegExp;
  /** In a text of capitals alone what is said is in capitals too: such a text is lowered as a whole later. */
  readonly inCapitals?: true;
}

/** Rewrites a whole text, for what no single pattern tells. */
export interface TextRule {
  readonly name: string;
  readonly rewrite: (text: string) => string;
}

/** One way in which a text is said otherwise than it is written. The order of a language's rules is part of them. */
export type Rule = PatternRule | TextRule;

/** What one rule did at one place: `en/times` made "half past twelve" of "12:30". */
export interface SpokenChange {
  readonly rule: string;
  readonly written: string;
  readonly spoken: string;
}

export type Trace = (change: SpokenChange) => void;

/** Characters looked at on either side of a place: enough for marks and quotes, and no text takes time by its square. */
const SEEN_CHARACTERS = 24;
/** Looks back from a place: a sentence begins there. */
const SENTENCE_START = /(?:^|[.!?…]["'”’)\]]*\s+|[.!?…]\s+["'“‘([]+)$/u;
const STARTS_SMALL = /^\p{Ll}/u;
const ONLY_OPENERS = /^["'“‘([]*$/u;
const ONLY_CLOSERS = /^["'”’)\]]*$/u;

/** @param owner goes before the rule's name in the trace: a language, or `any` */
export function applyRules(rules: readonly Rule[], text: string, owner: string, trace?: Trace): string {
  let said = text;
  // Rules share their questions: each is asked once of a text, not once by every rule.
  const known = new Map<RegExp, boolean>();
  for (const rule of rules) {
    if (!holdsNeeded(rule, said, known)) continue;
    const before = said;
    said = applyRule(rule, before, owner, trace);
    if (said !== before) known.clear();
  }
  return said;
}

function holdsNeeded(rule: Rule, text: string, known: Map<RegExp, boolean>): boolean {
  const needs = 'needs' in rule ? rule.needs : undefined;
  if (needs === undefined) return true;
  const answer = known.get(needs) ?? needs.test(text);
  known.set(needs, answer);
  return answer;
}

function applyRule(rule: Rule, text: string, owner: string, trace: Trace | undefined): string {
  if (!('rewrite' in rule)) return replaceSpoken(text, rule, owner, trace);
  const said = rule.rewrite(text);
  if (trace !== undefined && said !== text) trace({ rule: `${owner}/${rule.name}`, ...difference(text, said) });
  return said;
}

/**
 * A sentence that began with a digit, a sign or a capital begins with a capital then: eSpeak hears no full stop before
 * a small letter. The dot of an abbreviation that ends the text is the sentence's dot too.
 */
function replaceSpoken(text: string, rule: PatternRule, owner: string, trace: Trace | undefined): string {
  const upper = rule.inCapitals === true && !/\p{Ll}/u.test(text);
  return text.replace(rule.pattern, (whole: string, ...rest: unknown[]) => {
    const place = rest.findIndex((part) => typeof part === 'number');
    const at = Number(rest[place]);
    const groups = rest.slice(0, place).map((group) => (typeof group === 'string' ? group : ''));
    const said = rule.say([whole, ...groups]);
    if (said === null) return whole;
    const cased = !STARTS_SMALL.test(whole) && beginsSentence(text, at) ? capitalise(said) : said;
    const spoken = (upper ? cased.toUpperCase() : cased) + (losesLastDot(text, at + whole.length, said) ? '.' : '');
    if (trace !== undefined && spoken !== whole) trace({ rule: `${owner}/${rule.name}`, written: whole, spoken });
    return spoken;
  });
}

function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - SEEN_CHARACTERS), at);
  return at <= SEEN_CHARACTERS && ONLY_OPENERS.test(before) ? true : before !== '' && SENTENCE_START.test(before);
}

function losesLastDot(text: string, end: number, said: string): boolean {
  if (text[end - 1] !== '.' || /[.!?…]["'”’)\]]*$/u.test(said.slice(-SEEN_CHARACTERS))) return false;
  return text.length - end <= SEEN_CHARACTERS && ONLY_CLOSERS.test(text.slice(end));
}

/** The words between the common beginning and the common end. */
function difference(before: string, after: string): { written: string; spoken: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < shorter - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (from > 0 && before[from - 1] !== ' ') from--;
  while (tail > 0 && before.at(-tail) !== ' ') tail--;
  return { written: before.slice(from, before.length - tail), spoken: after.slice(from, after.length - tail) };
}

export const capitalise = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase());

/** What every rule of numbers needs; fractions have signs of their own. */
export const ANY_NUMBER = /\p{N}/u;
export const ANY_DOT = /\./;

/** A pattern's source for a word as it stands. */
export const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A pattern's source for one of the words, the longest first. Spaces in a word may be missing or not: `z. B` finds `z.B`. */
export const oneOf = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => literal(word).replaceAll(' ', ' ?'))
    .join('|');

/** No letter, digit or dot stands before: "drôle" holds no "Dr". */
export const WORD_START = '(?<![\\p{L}\\p{N}.])';
export const WORD_END = '(?![\\p{L}\\p{N}])';
