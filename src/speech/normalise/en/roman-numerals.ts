import { capitalise, type Numbers, type PatternRule, romanRules, rulerRule } from '../shared/index.js';
import { type Dialect, ordinalWords, yearWords } from './numbers.js';

const DIVISIONS =
  'chapters?|chap\\.|books?|parts?|volumes?|vol\\.|vols\\.|acts?|scenes?|cantos?|sections?|sect\\.|letters?|staves?|stave|lectures?|' +
  'appendix|plates?|figures?|fig\\.|articles?|numbers?|no\\.|psalms?|verses?|stanzas?|sonnets?|phases?|wars?|class|types?|' +
  'episodes?|lessons?|notes?|tables?|epilogues?|grades?|ages?|steps?|corps';
/** "No. I won't", "Letters I wrote". */
const PRONOUN = "(?<=\\b[Nn]o\\.) I(?: \\p{Ll}|['’,])|(?<=[^s]s) I (?!(?:and|to|or)\\b)\\p{Ll}";
const RULERS =
  'Alexander|Alfonso|Benedict|Boniface|Carl|Catherine|Charles|Christian|Clement|Constantine|Darius|David|Edward|Elizabeth|' +
  'Eric|Ferdinand|Francis|Frederick|Friedrich|George|Gregory|Gustav|Gustavus|Harald|Henri|Henry|Innocent|Isabella|Ivan|' +
  'James|John Paul|Joseph|Julius|Karl|Leo|Leopold|Louis|Ludwig|Mary|Maximilian|Mehmed|Napoleon|Nicholas|Olaf|Otto|Paul|' +
  'Pedro|Peter|Philip|Pius|Ptolemy|Rameses|Ramses|Richard|Robert|Rudolf|Sigismund|Sixtus|Suleiman|Urban|Victor|Wilhelm|William';

export function sayRomanNumerals(numbers: Numbers, dialect: Dialect): readonly PatternRule[] {
  const cardinal = (value: number): string => numbers.say(String(value));
  return [
    ...romanRules({
      divisions: DIVISIONS,
      chapters: 'chapter|book|part|volume|act|scene|canto|psalm',
      conjunctions: 'and|to|or|&',
      pronoun: PRONOUN,
      to: 'to',
      cardinal,
      afterDivision: cardinal,
      year: (value) => yearWords(value, dialect),
    }),
    rulerRule({
      names: RULERS,
      afterLoneNumeral: 'of|was|had|who|reigned|ruled',
      say: (value) => `the ${capitalise(ordinalWords(String(value)))}`,
    }),
  ];
}
