/** Number words and ordinals up to twenty, for telling chapters apart and their order; one list per language. */
const WORDS = [
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième',
  'première second',
  'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  'erstes zweites drittes viertes fünftes sechstes siebentes achtes neuntes zehntes elftes zwölftes dreizehntes vierzehntes fünfzehntes sechzehntes siebzehntes achtzehntes neunzehntes zwanzigstes',
  'erster zweiter dritter vierter fünfter sechster siebenter achter neunter zehnter elfter zwölfter',
  'primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo',
  'primera segunda tercera cuarta quinta sexta séptima octava novena décima',
  'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince',
  'primo secondo terzo quarto quinto sesto settimo ottavo nono decimo',
  'prima seconda terza quarta quinta sesta settima ottava nona decima',
  'primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo',
  'первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая',
  'первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const VALUES: ReadonlyMap<string, number> = new Map([
  ...WORDS.flatMap((line) => line.split(' ').map((word, i): [string, number] => [word, i + 1])),
  ...TENS.map((word, i): [string, number] => [word, (i + 2) * 10]),
]);

const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const ROMAN = /^M{0,3}(CM|CD|D?C{0,4})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})$/;
/** More chapters than any book has. */
const MOST = 2_000;

function romanValue(text: string): number | null {
  const upper = text.toUpperCase();
  if (upper === '' || !ROMAN.test(upper)) return null;
  const digits = [...upper].map((sign) => ROMAN_DIGITS[sign] ?? 0);
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0);
}

/** `IV`, `4`, `4th`, `four`, `Forty-Two`, `PREMIER` → its value; null for what is no number. */
export function numberValue(text: string): number | null {
  const word = text.toLowerCase().replaceAll('ё', 'е');
  const digits = /^(\d{1,4})(st|nd|rd|th|er|re|e|ème|º|ª|°)?$/.exec(word)?.[1];
  if (digits !== undefined) return Number(digits) <= MOST ? Number(digits) : null;
  const single = VALUES.get(word) ?? romanValue(word);
  if (single !== null) return single;
  const [tens = '', ones = '', ...rest] = word.split('-');
  const [high, low] = [VALUES.get(tens), VALUES.get(ones)];
  return rest.length === 0 && high !== undefined && low !== undefined && high >= 20 && low < 10 ? high + low : null;
}
