import { collapseSpaces, hasLetters, tidyCharacters } from './characters.js';
import type { MathNode, MathTree } from './math-tree.js';
import { type MathWords, mathWords, wordForFormula } from './math-words.js';

/** Characters; a formula that takes more to say is not worth hearing. */
const MOST_CHARACTERS = 400;
/** TeX and its kin, and signs alone: written for machines. */
const FOR_MACHINES = /[\\{}^_$]/;
const SILENT: ReadonlySet<string> = new Set([
  'annotation',
  'annotation-xml',
  'mspace',
  'mphantom',
  'none',
  'mprescripts',
]);
/** Written between two parts to say that they are multiplied, applied or apart. */
const INVISIBLE_SIGNS = /[\u2061-\u2064]/g;
const BIG: Readonly<Record<string, 'sum' | 'product' | 'integral'>> = {
  '∑': 'sum',
  Σ: 'sum',
  '∏': 'product',
  '∫': 'integral',
};

/** What cannot be told in words. */
class Untellable extends Error {}

/**
 * A formula as it is read aloud: its alternative text when a person can say it, else by rules for fractions, powers, roots
 * and sums, else the word for a formula; never its raw tokens.
 */
export function sayMath(tree: MathTree, language: string | null): string {
  const alternative = collapseSpaces(tidyCharacters(tree.root.attributes['alttext'] ?? ''));
  const words = mathWords(language);
  if (isSayable(alternative)) return alternative;
  if (words === null || tree.isTooLarge) return wordForFormula(language);
  try {
    const said = collapseSpaces(tidyCharacters(sayAll(tree.root.children, words)));
    return hasLetters(said) && said.length <= MOST_CHARACTERS ? said : words.formula;
  } catch (error) {
    if (error instanceof Untellable) return words.formula;
    throw error;
  }
}

/** Words a person wrote, not the source of a formula. */
const isSayable = (text: string): boolean =>
  hasLetters(text) && text.length <= MOST_CHARACTERS && !FOR_MACHINES.test(text) && /\p{L}{2}/u.test(text);

const sayAll = (nodes: readonly MathNode[], words: MathWords): string =>
  nodes.map((node) => say(node, words)).join(' ');

function say(node: MathNode, words: MathWords): string {
  if (SILENT.has(node.name)) return '';
  const [a, b, c] = node.children;
  switch (node.name) {
    case 'mi':
    case 'mn':
    case 'mtext':
      return token(node, words);
    case 'mo':
      return sign(node, words);
    case 'mfrac':
      return `${part(a, words)} ${words.over} ${part(b, words)}`;
    case 'msqrt':
      return `${words.squareRoot} ${sayAll(node.children, words)}`;
    case 'mroot':
      return `${part(b, words)} ${words.root} ${part(a, words)}`;
    case 'msup':
      return `${part(a, words)} ${power(b, words)}`;
    case 'msub':
      return bigOf(a) ? ranged(a, b, undefined, words) : `${part(a, words)} ${words.index} ${part(b, words)}`;
    case 'msubsup':
    case 'munderover':
      return bigOf(a)
        ? ranged(a, b, c, words)
        : `${part(a, words)} ${words.index} ${part(b, words)} ${power(c, words)}`;
    case 'munder':
      return under(a, b, words);
    case 'mover':
      return part(a, words);
    case 'semantics':
      return part(a, words);
    case 'mtable':
    case 'mmultiscripts':
    case 'ms':
      throw new Untellable(node.name);
    default:
      return sayAll(node.children, words);
  }
}

const part = (node: MathNode | undefined, words: MathWords): string => (node === undefined ? '' : say(node, words));

function token(node: MathNode, words: MathWords): string {
  const text = node.text.trim();
  return words.signs[text] ?? text;
}

function sign(node: MathNode, words: MathWords): string {
  const text = node.text.replace(INVISIBLE_SIGNS, '').trim();
  const big = BIG[text];
  return big === undefined ? (words.signs[text] ?? (hasLetters(text) ? text : '')) : words[big];
}

function bigOf(node: MathNode | undefined): boolean {
  return node?.name === 'mo' && BIG[node.text.trim()] !== undefined;
}

function power(exponent: MathNode | undefined, words: MathWords): string {
  const text = exponent?.name === 'mn' ? exponent.text.trim() : '';
  if (text === '2') return words.squared;
  if (text === '3') return words.cubed;
  return `${words.power} ${part(exponent, words)}`;
}

function ranged(
  big: MathNode | undefined,
  from: MathNode | undefined,
  to: MathNode | undefined,
  words: MathWords,
): string {
  const end = to === undefined ? '' : ` ${words.to} ${part(to, words)}`;
  return `${part(big, words)} ${words.from} ${part(from, words)}${end}`;
}

function under(base: MathNode | undefined, below: MathNode | undefined, words: MathWords): string {
  if (bigOf(base)) return ranged(base, below, undefined, words);
  const isLimit = base !== undefined && base.text.trim() === 'lim';
  return isLimit ? `${words.limit} ${part(below, words)}` : part(base, words);
}
