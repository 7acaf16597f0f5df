import { type Numbers, type PatternRule, romanRules, rulerRule } from '../shared/index.js';
import { ordinal } from './numbers.js';

const DIVISIONS =
  'chapitres?|chap\\.|ch\\.|parties?|livres?|liv\\.|tomes?|t\\.|volumes?|vol\\.|actes?|scènes?|chants?|sections?|lettres?|planches?|pl\\.|figures?|fig\\.|' +
  'articles?|art\\.|numéros?|n°|psaumes?|versets?|sonnets?|phases?|guerre mondiale|classe|type|épisodes?|leçons?|notes?|tableaux?|appendice|annexes?|ans?';
const RULERS =
  'Albert|Alexandre|Alphonse|Amédée|Baudouin|Benoît|Boniface|Catherine|Charles|Christian|Clément|Clovis|Constantin|Édouard|Edouard|Élisabeth|Elisabeth|' +
  'Ferdinand|François|Frédéric|Georges?|Grégoire|Guillaume|Gustave|Henri|Innocent|Isabelle|Ivan|Jacques|Jean|Jean-Paul|' +
  'Joseph|Jules|Léon|Léopold|Louis|Marie|Maximilien|Napoléon|Nicolas|Othon|Paul|Philippe|Pie|Pierre|Ptolémée|Ramsès|' +
  'Richard|Robert|Rodolphe|Sixte|Soliman|Urbain|Victor-Emmanuel|Victoria|Wilhelm';
const QUEENS = /^(?:Catherine|[ÉE]lisabeth|Isabelle|Marie|Victoria)$/i;
/** Before them "premier" is said of the first: "Acte premier", "Scène première". */
const FEMININE_DIVISION = /^(?:partie|scène|leçon)$/;
const COUNTED_FIRST = /^(?:chapitre|partie|livre|tome|acte|scène|chant|leçon)$/;

export function sayRomanNumerals(numbers: Numbers): readonly PatternRule[] {
  const cardinal = (value: number): string => numbers.say(String(value));
  return [
    ...romanRules({
      divisions: DIVISIONS,
      chapters: 'chapitre|livre|tome|acte|chant|an',
      conjunctions: 'et|ou|à',
      to: 'à',
      cardinal,
      afterDivision: (value, division) =>
        value === 1 && COUNTED_FIRST.test(division)
          ? ordinal(1, FEMININE_DIVISION.test(division) ? 'feminine' : 'masculine')
          : cardinal(value),
      year: cardinal,
    }),
    {
      name: 'roman-numerals',
      pattern: new RegExp(`(?<=(?<![\\p{L}\\p{N}])(?:${RULERS}) )(?:I|1)(?:er|ᵉʳ)(?![\\p{L}\\p{N}])`, 'gu'),
      say: () => ordinal(1, 'masculine'),
    },
    rulerRule({
      names: RULERS,
      say: (value, name) => (value === 1 ? ordinal(1, QUEENS.test(name) ? 'feminine' : 'masculine') : cardinal(value)),
    }),
  ];
}
