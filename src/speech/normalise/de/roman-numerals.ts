import { capitalise, oneOf, type PatternRule, romanRules, romanValue } from '../shared/index.js';
import { GERMAN_NUMBERS, ordinalStem, yearWords } from './numbers.js';

const DIVISIONS =
  'kapitel|kap\\.|teil|teile|buch|bücher|band|bd\\.|akt|aufzug|auftritt|szene|gesang|abschnitt|brief|tafel|abbildung|abb\\.|artikel|art\\.|' +
  'nummer|nr\\.|psalm|vers|strophe|sonett|phase|klasse|typ|episode|lektion|tabelle|anhang|weltkrieg|stufe';
const RULERS = [
  ...[
    'Albrecht',
    'Alexander',
    'Alfons',
    'August',
    'Benedikt',
    'Bonifaz',
    'Christian',
    'Clemens',
    'Eduard',
    'Elisabeth',
    'Ernst',
    'Ferdinand',
  ],
  ...[
    'Franz',
    'Franz Joseph',
    'Friedrich',
    'Friedrich August',
    'Friedrich Wilhelm',
    'Georg',
    'Gregor',
    'Gustav',
    'Gustav Adolf',
    'Heinrich',
  ],
  ...[
    'Innozenz',
    'Isabella',
    'Iwan',
    'Jakob',
    'Johann',
    'Johannes',
    'Johannes Paul',
    'Joseph',
    'Josef',
    'Julius',
    'Karl',
    'Katharina',
    'Konrad',
  ],
  ...[
    'Konstantin',
    'Leo',
    'Leopold',
    'Lothar',
    'Ludwig',
    'Maria',
    'Maximilian',
    'Napoleon',
    'Nikolaus',
    'Olaf',
    'Otto',
    'Paul',
    'Peter',
    'Philipp',
  ],
  ...[
    'Pius',
    'Ptolemäus',
    'Ramses',
    'Richard',
    'Robert',
    'Rudolf',
    'Sigismund',
    'Sixtus',
    'Urban',
    'Viktor',
    'Viktor Emanuel',
    'Wilhelm',
  ],
];
const QUEENS = ['Elisabeth', 'Isabella', 'Katharina', 'Maria'];

type Case = 'nominative' | 'genitive' | 'dative' | 'accusative';

/** The case a preposition or a title in front of the name tells. */
const CASES: Readonly<Record<string, Case>> = {
  aus: 'dative',
  bei: 'dative',
  gegenüber: 'dative',
  mit: 'dative',
  nach: 'dative',
  neben: 'dative',
  seit: 'dative',
  unter: 'dative',
  von: 'dative',
  vor: 'dative',
  zu: 'dative',
  zwischen: 'dative',
  durch: 'accusative',
  für: 'accusative',
  gegen: 'accusative',
  ohne: 'accusative',
  um: 'accusative',
  Kaisers: 'genitive',
  Königs: 'genitive',
  Papstes: 'genitive',
  Zaren: 'genitive',
};
const TITLES = /^(?:Herzog|Kaiser|Kaiserin|Kurfürst|König|Königin|Papst|Zar|Zarin)$/;
const WORDS: Readonly<Record<Case, { readonly king: string; readonly queen: string }>> = {
  nominative: { king: 'der %e', queen: 'die %e' },
  genitive: { king: 'des %en', queen: 'der %en' },
  dative: { king: 'dem %en', queen: 'der %en' },
  accusative: { king: 'den %en', queen: 'die %e' },
};

const cardinal = (value: number): string => GERMAN_NUMBERS.say(String(value));

/** Ludwig XIV. → "Ludwig der Vierzehnte", unter Ludwig XIV. → "dem Vierzehnten", Ludwigs XIV. → "des Vierzehnten". */
export const RULER_RULE: PatternRule = {
  name: 'roman-numerals',
  pattern: new RegExp(
    `(?<=(?:(?<!\\p{L})(\\p{L}{1,20}) )?(?:(?<!\\p{L})(\\p{L}{1,20}) )?)(?<![\\p{L}\\p{N}])(${oneOf(RULERS)})(s?) ([IVX]{1,6})(?![\\p{L}\\p{N}])(\\.?)(?! ?\\p{Lu}\\.)`,
    'gu',
  ),
  say: ([, first = '', second = '', name = '', genitive = '', numeral = '', dot = '']) => {
    const value = romanValue(numeral);
    if (value === null || (numeral.length === 1 && dot === '')) return null;
    const told = CASES[TITLES.test(second) ? first.toLowerCase() : second] ?? CASES[second.toLowerCase()];
    const grammar = genitive === '' ? (told ?? 'nominative') : 'genitive';
    const words = WORDS[grammar][QUEENS.includes(name) ? 'queen' : 'king'];
    return `${name}${genitive} ${words.replace('%', capitalise(ordinalStem(value)))}`;
  },
};

export const ROMAN_RULES: readonly PatternRule[] = [
  ...romanRules({
    divisions: DIVISIONS,
    chapters: 'kapitel',
    conjunctions: 'und|oder|bis',
    to: 'bis',
    cardinal,
    afterDivision: cardinal,
    year: yearWords,
  }),
];
