import type { Accent } from '../sounds.js';

/** How the dictionary is asked whether it has a word. */
export type Knows = (word: string) => boolean;

/** An ending that the dictionaries leave out: how it is taken off, and how it sounds. */
export interface Ending {
  /** The word without it, or null where there is no such word. */
  readonly stemOf: (word: string, knows: Knows) => string | null;
  /** Null where its sound cannot be told from the stem's. */
  readonly add: (stem: string, accent: Accent) => string | null;
}

const VOICELESS_BEFORE_S = /[ptkfθ]$/;
const HISSES = /[szʃʒʧʤ]$/;
const VOICELESS_BEFORE_D = /[pkfθʃsʧ]$/;
/** An American t between such a sound and a vowel is a flap. */
const FLAPPED_T = /([AIOWYiuæɑəɛɪɹʊʌ])t$/;
const DOUBLED = /([bcdgklmnprstvxz])\1ing$|cking$/;

const firstKnown = (stems: readonly (string | false)[], knows: Knows): string | null =>
  stems.find((stem): stem is string => stem !== false && knows(stem)) ?? null;

const weakI = (accent: Accent): string => (accent === 'british' ? 'ɪ' : 'ᵻ');

/** Plurals, possessives, third persons. */
export const S_ENDING: Ending = {
  stemOf: (word, knows) => {
    if (word.length < 3 || !word.endsWith('s')) return null;
    const isLong = word.length > 4;
    return firstKnown(
      [
        !word.endsWith('ss') && word.slice(0, -1),
        (word.endsWith("'s") || (isLong && /[^i]es$/.test(word))) && word.slice(0, -2),
        isLong && word.endsWith('ies') && `${word.slice(0, -3)}y`,
      ],
      knows,
    );
  },
  add: (stem, accent) => {
    if (stem === '') return null;
    if (VOICELESS_BEFORE_S.test(stem)) return `${stem}s`;
    return HISSES.test(stem) ? `${stem}${weakI(accent)}z` : `${stem}z`;
  },
};

/** Past tenses and participles. */
const ED_ENDING: Ending = {
  stemOf: (word, knows) => {
    if (word.length < 4 || !word.endsWith('d')) return null;
    const hasEd = word.length > 4 && /[^e]ed$/.test(word);
    return firstKnown(
      [
        !word.endsWith('dd') && word.slice(0, -1),
        hasEd && word.slice(0, -2),
        hasEd && word.endsWith('ied') && `${word.slice(0, -3)}y`,
      ],
      knows,
    );
  },
  add: (stem, accent) => {
    if (stem === '') return null;
    if (VOICELESS_BEFORE_D.test(stem)) return `${stem}t`;
    if (stem.endsWith('d')) return `${stem}${weakI(accent)}d`;
    if (!stem.endsWith('t')) return `${stem}d`;
    return accent === 'british' || stem === 't' ? `${stem}ɪd` : `${stem.replace(FLAPPED_T, '$1ɾ')}ᵻd`;
  },
};

const ING_ENDING: Ending = {
  stemOf: (word, knows) => {
    if (word.length < 5 || !word.endsWith('ing')) return null;
    const isLong = word.length > 5;
    return firstKnown(
      [isLong && word.slice(0, -3), `${word.slice(0, -3)}e`, isLong && DOUBLED.test(word) && word.slice(0, -4)],
      knows,
    );
  },
  add: (stem, accent) => {
    if (stem === '' || (accent === 'british' && /[əː]$/.test(stem))) return null;
    return `${accent === 'american' ? stem.replace(FLAPPED_T, '$1ɾ') : stem}ɪŋ`;
  },
};

/** In the order in which they are tried. */
export const ENDINGS: readonly Ending[] = [S_ENDING, ED_ENDING, ING_ENDING];
/** A word is stressed at least lightly before this one. */
export const STRESSING_ENDING = ING_ENDING;
