import { keysOf, type PatternRule, romanValue } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { genderOf, ordinalStem } from './numbers.js';

type Ending = 'e' | 'en' | 'er' | 'es' | 'em';

/** The ending an ordinal takes behind these words, whatever noun follows. */
const AFTER: Readonly<Record<string, Ending>> = {
  die: 'e',
  das: 'e',
  diese: 'e',
  dieses: 'e',
  eine: 'e',
  jede: 'e',
  jedes: 'e',
  jeder: 'e',
  dieser: 'e',
  ins: 'e',
  ans: 'e',
  aufs: 'e',
  fürs: 'e',
  durchs: 'e',
  dem: 'en',
  den: 'en',
  des: 'en',
  am: 'en',
  im: 'en',
  beim: 'en',
  vom: 'en',
  zum: 'en',
  zur: 'en',
  einem: 'en',
  einen: 'en',
  einer: 'en',
  eines: 'en',
  jedem: 'en',
  jeden: 'en',
  diesem: 'en',
  diesen: 'en',
  meine: 'e',
  deine: 'e',
  seine: 'e',
  ihre: 'e',
  unsere: 'e',
  keine: 'e',
  jener: 'e',
  jenem: 'en',
  jenen: 'en',
  deinem: 'en',
  deinen: 'en',
  deiner: 'en',
  deines: 'en',
  meines: 'en',
  unserer: 'en',
  unseres: 'en',
  seinem: 'en',
  seinen: 'en',
  seiner: 'en',
  seines: 'en',
  ihrem: 'en',
  ihren: 'en',
  ihrer: 'en',
  ihres: 'en',
  meinem: 'en',
  meinen: 'en',
  meiner: 'en',
  unserem: 'en',
  unseren: 'en',
  bis: 'en',
  ab: 'en',
  seit: 'en',
};
/** Behind them "der" is a dative: "in der dritten Reihe". */
const DATIVE =
  'an|auf|aus|außer|bei|hinter|in|mit|nach|neben|seit|trotz|unter|von|vor|während|wegen|zu|zwischen|über|gegenüber|statt';

/** Nouns that are counted: behind a number with a full stop they make it an ordinal even without an article. */
const COUNTED = `${MONTHS.join('|')}|Jahrhunderts?|Jh\\.|Jhs?\\.|Jahrtausends?|Kapitels?|Band|Bandes|Buch|Teil|Auflage|Akt|Aktes|Szene|Auftritt|Bild|Gesang|Stock|Klasse|Weltkrieg|Mal|Tag|Woche|Strophe|Satz|Geburtstag`;
/** A sentence begins with them: a full stop before one is a full stop, "am 3. Dann ging er". */
const STARTERS =
  'Aber|Als|Am|Auch|Auf|Bald|Bei|Da|Damals|Dann|Darauf|Das|Dein|Den|Denn|Der|Die|Dies|Diese|Dieser|Doch|Du|Ein|Eine|Endlich|Er|Es|Ich|Ihr|Im|In|Ist|Jetzt|Man|Mein|Mit|Nach|Nun|Ob|Oder|Sein|Sie|So|Und|Von|Vor|War|Was|Weil|Wenn|Wer|Wie|Wir|Wo|Zu';

const NUMBER = '\\d{1,3}|[IVX]{1,6}';
const LIST = `((?:${NUMBER})\\.(?:(?:,| und| oder| bis| –|–) ?(?:${NUMBER})\\.){0,5})`;

/** "der dritte", "am dritten", "des dritten Mai", "im achtzehnten und neunzehnten Jahrhundert". */
export const ORDINAL_RULES: readonly PatternRule[] = [
  {
    name: 'ordinals',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:(?:(${DATIVE}) )?([Dd]er)|(${eitherCase(Object.keys(AFTER))})) ${LIST}(?= ?(?:(${STARTERS})(?!\\p{L})|(\\p{L}{2,30})|d\\. ?[JM]\\.|[,;:!?)]))`,
      'gu',
    ),
    say: ([whole, preposition = '', der = '', word = '', list = '', starter = '', noun = '']) => {
      const ending = der === '' ? AFTER[word.toLowerCase()] : endingAfterDer(preposition, noun);
      const said = ending === undefined ? null : sayList(list, ending);
      if (said === null) return null;
      return whole.slice(0, whole.length - list.length) + said + (starter === '' ? '' : '.');
    },
  },
  {
    name: 'ordinals',
    pattern: new RegExp(
      `(?<=(?<!\\p{L})(?:[Ee]in|[Mm]ein|[Dd]ein|[Ss]ein|[Ii]hr|[Uu]nser|[Kk]ein) )${LIST}(?= (?!(?:${STARTERS})(?!\\p{L}))(\\p{Lu}\\p{Ll}{1,30}))`,
      'gu',
    ),
    say: ([, list = '', noun = '']) => sayList(list, endingAlone(noun)),
  },
  {
    name: 'ordinals',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}.,])${LIST}(?= (${COUNTED})(?!\\p{L}))`, 'gu'),
    say: ([, list = '', noun = '']) => sayList(list, endingAlone(noun)),
  },
  {
    name: 'ordinals',
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})\.(?= (?:und|oder|bis) \d{1,3}\. \p{L})/gu,
    say: ([, digits = '']) => sayList(`${digits}.`, 'er'),
  },
];

function endingAfterDer(preposition: string, noun: string): Ending {
  const isFeminine = /^\p{Lu}/u.test(noun) && genderOf(noun) === 'feminine';
  return preposition !== '' || isFeminine ? 'en' : 'e';
}

function endingAlone(noun: string): Ending {
  if (/^Jh|s$/.test(noun) && noun !== 'Jh.') return 'en';
  const gender = noun === 'Jh.' ? 'neuter' : genderOf(noun);
  return gender === 'feminine' ? 'e' : gender === 'neuter' ? 'es' : 'er';
}

/** Each number of "18. und 19."; null when one of them is none. */
function sayList(list: string, ending: Ending): string | null {
  const values = (list.match(/\d+|[IVX]+/g) ?? []).map((number) =>
    /\d/.test(number) ? Number(number) : (romanValue(number) ?? 0),
  );
  if (values.some((value) => value === 0)) return null;
  let said = list;
  for (const value of values) said = said.replace(/(?:\d+|[IVX]+)\./, ordinalStem(value) + ending);
  return said.replace(/ ?– ?/g, ' bis ');
}

function eitherCase(words: readonly string[]): string {
  return keysOf(
    Object.fromEntries(
      words.flatMap((word) => [
        [word, ''],
        [word.charAt(0).toUpperCase() + word.slice(1), ''],
      ]),
    ),
  );
}
