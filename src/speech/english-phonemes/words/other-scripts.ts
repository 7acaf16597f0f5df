/** Greek and Cyrillic letters as English writes them. */
const LETTERS: readonly (readonly [letters: string, latin: string])[] = [
  ['αβγδεζηικλμνξοπρσςτυωφ', 'a v g d e z i i k l m n x o p r s s t y o f'],
  ['θχψ', 'th h ps'],
  ['абвгдеёжзийклмнопрст', 'a b v g d e yo zh z i y k l m n o p r s t'],
  ['уфхцчшщъыьэюяіїєґў', 'u f kh ts ch sh sh - y - e yu ya i yi ye g w'],
];
const LATIN = new Map(
  LETTERS.flatMap(([letters, latin]) => {
    const written = latin.split(' ');
    return [...letters].map((letter, index): [string, string] => [letter, (written[index] ?? '').replace('-', '')]);
  }),
);
const GREEK_NAMES = new Map(
  'α alpha,β beta,γ gamma,δ delta,ε epsilon,ζ zeta,η eta,θ theta,ι iota,κ kappa,λ lambda,μ mu,ν nu,ξ xi,ο omicron,π pi,ρ rho,σ sigma,τ tau,υ upsilon,φ phi,χ chi,ψ psi,ω omega'
    .split(',')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]),
);
const IS_OTHER = /[\p{Script=Greek}\p{Script=Cyrillic}]/u;
const GREEK_ACCENTS = /(?<=\p{Script=Greek})\p{M}+/gu;

/** `Москва` → `Moskva`, `π` → `pi`; any other word as it is. */
export function inLatin(word: string): string {
  if (!IS_OTHER.test(word)) return word;
  const bare = word.normalize('NFD').replace(GREEK_ACCENTS, '').normalize('NFC');
  const small = bare.toLowerCase();
  const latin = GREEK_NAMES.get(small) ?? [...small].map((letter) => LATIN.get(letter) ?? letter).join('');
  return bare === small ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
}
