const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
/** Only as the Romans' heirs write them: IV, not IIII; at most 3999. */
const WELL_FORMED = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** The value of a well-formed Roman numeral, small or capital letters; null for anything else. */
export function romanValue(text: string): number | null {
  const numeral = text.toUpperCase();
  if (numeral === '' || !WELL_FORMED.test(numeral)) return null;
  const values = [...numeral].map((letter) => VALUES[letter] ?? 0);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}
