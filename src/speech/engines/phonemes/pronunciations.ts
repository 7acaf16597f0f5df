import { type SpokenPart, spokenParts } from '../../speech-engine.js';
import { hasSpeakable } from './clauses.js';

/**
 * Words of no language that stand in for a pronunciation while eSpeak reads the clause, so that their neighbours sound
 * as they do beside a word: "a" and "the" before a vowel or not, a French liaison.
 */
const STAND_IN = { vowel: 'azokifum', consonant: 'zokifuman' } as const;

const VOWELS = 'aeiouyæøœɐɑɒɔəɘɚɛɜɞɤɨɪɯɵɶʉʊʌʏᵻ';
const VOWEL_FIRST = new RegExp(`^[\\sˈˌ]*[${VOWELS}]`, 'u');
/** A stress before the consonants its syllable begins with, as dictionaries set it. */
const STRESS_BEFORE_SYLLABLE = new RegExp(`([ˈˌ])([^ˈˌ\\s${VOWELS}]+)(?=[${VOWELS}])`, 'gu');
/** A language-switch flag, `(en)` … `(fr)`. */
const SWITCH_FLAG = /\([a-z][a-z-]*\)/g;
/** What company changes in a word: its stresses, and the tones of Chinese. */
const PROSODY = /[ˈˌ\d]+/g;
const ANY_PROSODY = '[ˈˌ\\d]*';

/** eSpeak's phonemes of plain text. */
type AskPhonemes = (text: string) => Promise<string>;

interface Sounds {
  readonly ipa: string;
  readonly standIn: string;
  /** Source of an expression for the stand-in among phonemes. */
  readonly pattern: string;
}

/** The phonemes of a clause: its pronunciations as they are, the words round them as eSpeak says them. */
export async function phonemesOfClause(clause: string, ask: AskPhonemes): Promise<string> {
  const parts = spokenParts(clause);
  if (parts.every(({ type }) => type === 'text')) return ask(clause);
  return (await besideStandIns(parts, ask)) ?? apart(parts, ask);
}

/** As eSpeak writes it, and as its voices learnt it: the stress stands right before the vowel. */
const stressedAsEspeak = (ipa: string): string => ipa.replace(STRESS_BEFORE_SYLLABLE, '$2$1');

/** Null when the stand-ins cannot be told in the answer, each of them once. */
async function besideStandIns(parts: readonly SpokenPart[], ask: AskPhonemes): Promise<string | null> {
  const sounds: Sounds[] = [];
  const words: string[] = [];
  for (const part of parts) {
    if (part.type === 'sounds') sounds.push(await soundsOf(part.ipa, ask));
    words.push(part.type === 'text' ? part.text : (sounds.at(-1)?.standIn ?? ''));
  }
  const answer = (await ask(words.join(''))).replace(SWITCH_FLAG, '');
  let phonemes = '';
  let end = 0;
  for (const { ipa, pattern } of sounds) {
    const found = pattern === '' ? null : new RegExp(pattern, 'u').exec(answer.slice(end));
    if (found === null) return null;
    phonemes += answer.slice(end, end + found.index) + ipa;
    end += found.index + found[0].length;
  }
  const rest = answer.slice(end);
  const isLeft = sounds.some(({ pattern }) => new RegExp(pattern, 'u').test(rest));
  return isLeft ? null : phonemes + rest;
}

async function soundsOf(ipa: string, ask: AskPhonemes): Promise<Sounds> {
  const standIn = VOWEL_FIRST.test(ipa) ? STAND_IN.vowel : STAND_IN.consonant;
  const plain = (await ask(standIn)).replace(SWITCH_FLAG, '').replace(PROSODY, '');
  return {
    ipa: stressedAsEspeak(ipa),
    standIn,
    pattern: plain === '' ? '' : ANY_PROSODY + [...plain].map(literal).join(ANY_PROSODY),
  };
}

/** Phonemes hold no signs of expressions but the odd one eSpeak uses for itself. */
const literal = (symbol: string): string => symbol.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Each stretch of text by itself; the words next to a pronunciation may sound stressed. */
async function apart(parts: readonly SpokenPart[], ask: AskPhonemes): Promise<string> {
  const said: string[] = [];
  for (const part of parts) {
    if (part.type === 'sounds') said.push(stressedAsEspeak(part.ipa));
    else if (!hasSpeakable(part.text)) said.push(/\s/.test(part.text) ? ' ' : '');
    else said.push(spaceAt(part.text, /^\s/) + (await ask(part.text)) + spaceAt(part.text, /\s$/));
  }
  return said.join('').replace(/\s+/g, ' ').trim();
}

const spaceAt = (text: string, edge: RegExp): string => (edge.test(text) ? ' ' : '');
