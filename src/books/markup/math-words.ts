import { primaryLanguage } from '../language.js';

/** What a formula is made of, in words; `{}` in a phrase is where a part goes. */
export interface MathWords {
  readonly formula: string;
  readonly over: string;
  readonly power: string;
  readonly squared: string;
  readonly cubed: string;
  readonly index: string;
  readonly squareRoot: string;
  readonly root: string;
  readonly sum: string;
  readonly product: string;
  readonly integral: string;
  readonly limit: string;
  readonly from: string;
  readonly to: string;
  readonly signs: { readonly [sign: string]: string };
}

const GREEK: { readonly [letter: string]: string } = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  θ: 'theta',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  ψ: 'psi',
  ω: 'omega',
  Δ: 'delta',
  Σ: 'sigma',
  Ω: 'omega',
};

const signs = (list: string): { readonly [sign: string]: string } => ({
  ...GREEK,
  ...Object.fromEntries(
    list.split(';').map((entry): [string, string] => {
      const sign = entry.trim().charAt(0);
      return [sign, entry.trim().slice(1).trim()];
    }),
  ),
});

const ENGLISH: MathWords = {
  formula: 'formula',
  over: 'over',
  power: 'to the power of',
  squared: 'squared',
  cubed: 'cubed',
  index: 'sub',
  squareRoot: 'the square root of',
  root: 'root of',
  sum: 'the sum',
  product: 'the product',
  integral: 'the integral',
  limit: 'the limit',
  from: 'from',
  to: 'to',
  signs: signs(
    '+ plus; - minus; − minus; ± plus or minus; × times; · times; ⋅ times; * times; ÷ divided by; / over; = equals; ≠ is not equal to; ≈ is about; ≡ is identical to; < is less than; > is greater than; ≤ is at most; ≥ is at least; → to; ∞ infinity; ∈ in; ∂ partial; ∇ nabla; ! factorial; % percent; ∀ for all; ∃ there is; ∪ union; ∩ intersection; ⊂ is a subset of; ⊆ is a subset of; ∅ the empty set',
  ),
};

const FRENCH: MathWords = {
  formula: 'formule',
  over: 'sur',
  power: 'puissance',
  squared: 'au carré',
  cubed: 'au cube',
  index: 'indice',
  squareRoot: 'racine carrée de',
  root: 'racine de',
  sum: 'la somme',
  product: 'le produit',
  integral: 'l’intégrale',
  limit: 'la limite',
  from: 'de',
  to: 'à',
  signs: signs(
    '+ plus; - moins; − moins; ± plus ou moins; × fois; · fois; ⋅ fois; * fois; ÷ divisé par; / sur; = égale; ≠ est différent de; ≈ est à peu près égal à; < est inférieur à; > est supérieur à; ≤ est inférieur ou égal à; ≥ est supérieur ou égal à; → vers; ∞ l’infini; ∈ appartient à; ! factorielle; % pour cent',
  ),
};

const GERMAN: MathWords = {
  formula: 'Formel',
  over: 'durch',
  power: 'hoch',
  squared: 'Quadrat',
  cubed: 'hoch drei',
  index: 'Index',
  squareRoot: 'Quadratwurzel aus',
  root: 'te Wurzel aus',
  sum: 'die Summe',
  product: 'das Produkt',
  integral: 'das Integral',
  limit: 'der Grenzwert',
  from: 'von',
  to: 'bis',
  signs: signs(
    '+ plus; - minus; − minus; ± plus minus; × mal; · mal; ⋅ mal; * mal; ÷ geteilt durch; / durch; = gleich; ≠ ungleich; ≈ ungefähr gleich; < kleiner als; > größer als; ≤ kleiner oder gleich; ≥ größer oder gleich; → gegen; ∞ unendlich; ∈ Element von; ! Fakultät; % Prozent',
  ),
};

const SPANISH: MathWords = {
  formula: 'fórmula',
  over: 'sobre',
  power: 'elevado a',
  squared: 'al cuadrado',
  cubed: 'al cubo',
  index: 'sub',
  squareRoot: 'raíz cuadrada de',
  root: 'raíz de',
  sum: 'la suma',
  product: 'el producto',
  integral: 'la integral',
  limit: 'el límite',
  from: 'desde',
  to: 'hasta',
  signs: signs(
    '+ más; - menos; − menos; ± más menos; × por; · por; ⋅ por; * por; ÷ dividido por; / sobre; = igual a; ≠ distinto de; ≈ casi igual a; < menor que; > mayor que; ≤ menor o igual que; ≥ mayor o igual que; → tiende a; ∞ infinito; ∈ pertenece a; ! factorial; % por ciento',
  ),
};

const ITALIAN: MathWords = {
  formula: 'formula',
  over: 'fratto',
  power: 'elevato a',
  squared: 'al quadrato',
  cubed: 'al cubo',
  index: 'con indice',
  squareRoot: 'radice quadrata di',
  root: 'radice di',
  sum: 'la somma',
  product: 'il prodotto',
  integral: 'l’integrale',
  limit: 'il limite',
  from: 'da',
  to: 'a',
  signs: signs(
    '+ più; - meno; − meno; ± più o meno; × per; · per; ⋅ per; * per; ÷ diviso; / fratto; = uguale a; ≠ diverso da; ≈ circa uguale a; < minore di; > maggiore di; ≤ minore o uguale a; ≥ maggiore o uguale a; → tende a; ∞ infinito; ∈ appartiene a; ! fattoriale; % per cento',
  ),
};

const WORDS: Readonly<Record<string, MathWords>> = {
  en: ENGLISH,
  fr: FRENCH,
  de: GERMAN,
  es: SPANISH,
  it: ITALIAN,
};

/** Null for a language whose words for formulas are not known. */
export const mathWords = (language: string | null): MathWords | null =>
  WORDS[primaryLanguage(language ?? 'en')] ?? null;

const FORMULA: Readonly<Record<string, string>> = {
  nl: 'formule',
  pt: 'fórmula',
  ru: 'формула',
  ja: '数式',
  zh: '公式',
};

/** What is said for a formula that cannot be told. */
export const wordForFormula = (language: string | null): string =>
  mathWords(language)?.formula ?? FORMULA[primaryLanguage(language ?? '')] ?? 'formula';
