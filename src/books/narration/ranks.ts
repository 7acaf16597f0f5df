import { plain } from './labels.js';

/** What a title calls what stands under it: a part holds chapters, a chapter holds sections. */
export type Rank = 'part' | 'chapter';

/** Words for what holds chapters, as `plain` leaves them. */
const PART = 'part|book|volume|vol|partie|livre|tome|teil|buch|band|parte|libro|tomo|deel|boek|часть|книга|том';
const CHAPTER = 'chapter|chap|chapitre|kapitel|capitulo|cap|capitolo|hoofdstuk|kapittel|kapitola|глава';

/** Ordinals and cardinals that number parts and chapters, one line a language; more are written in digits. */
const NUMBER_WORDS = [
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty',
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|the first|the second|the third|the last',
  'un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|premier|premiere|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|dernier|derniere',
  'eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|funfte[rs]?|sechste[rs]?|siebte[rs]?|achte[rs]?|neunte[rs]?|zehnte[rs]?|letzte[rs]?',
  'uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|septim[oa]|octav[oa]|noven[oa]|decim[oa]|ultim[oa]',
  'due|tre|quattro|cinque|sei|sette|otto|nove|dieci|prim[oa]|second[oa]|terz[oa]|quart[oa]|sest[oa]|settim[oa]|ottav[oa]|non[oa]',
  'перв(ая|ый)|втор(ая|ой)|треть?(я|ья|ий)|четверт(ая|ый)|пят(ая|ый)|шест(ая|ой)|седьм(ая|ой)|восьм(ая|ой)',
].join('|');
/** Well-made, so that `civil` is none. */
const ROMAN = '(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})';
const NUMBER = `(?:\\d{1,4}[a-z]?|${ROMAN}|${NUMBER_WORDS})`;

const named = (words: string): RegExp =>
  new RegExp(`^(?:the )?(?:(?:${words}) ?${NUMBER}|(?:${NUMBER_WORDS}|\\d{1,3}) (?:${words}))(?: |$)`);

/** In the order asked: `Part One, Chapter I` is a part's first page, but `Chapter I` of it is the chapter. */
const RANKS: readonly (readonly [Rank, RegExp])[] = [
  ['chapter', named(CHAPTER)],
  ['part', named(PART)],
  ['chapter', /^第?[0-9〇一二三四五六七八九十百]{1,5}[章回話话节節](?: |$)/],
  ['part', /^第?[0-9〇一二三四五六七八九十百]{1,5}[部巻卷編编篇](?: |$)/],
];

export function rankOf(title: string): Rank | null {
  const text = plain(title);
  return RANKS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Roman or decimal number alone, the whole of many chapters' titles. */
const NUMERAL = new RegExp(`^(?:\\d{1,3}|${ROMAN}|第?[0-9〇一二三四五六七八九十百]{1,5}[章回话話节節]?)$`);

/** `Chapter IV`, `第三章` and nothing more. */
const BARE = new RegExp(`^(?:the )?(?:(?:${CHAPTER}|${PART}) ?${NUMBER}|(?:${NUMBER_WORDS}) (?:${CHAPTER}|${PART}))$`);

/** A number with or without its word: a title that says nothing of what follows. */
export const isBareNumber = (title: string): boolean => isNumeral(title) || BARE.test(plain(title));

export const isNumeral = (title: string): boolean => NUMERAL.test(plain(title));

/** `2.1 Names` under `2. Words`: its number goes on from the other's. */
export function numberGoesOn(inner: string, outer: string): boolean {
  const number = (title: string): string =>
    /^(?:\p{L}+ )?(\d{1,3}(?:\.\d{1,3}){0,5})\.?(?=\s|:|$)/u.exec(title.trim())?.[1] ?? '';
  const [a, b] = [number(inner), number(outer)];
  return b !== '' && a.startsWith(`${b}.`);
}
