/** Writing systems by the letters they have; the languages of one system are told apart by their words. */
const SCRIPTS = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['east-asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['thai', /\p{Script=Thai}/u],
  ['georgian', /\p{Script=Georgian}/u],
  ['armenian', /\p{Script=Armenian}/u],
] as const satisfies readonly (readonly [string, RegExp])[];
export type Script = (typeof SCRIPTS)[number][0];

/** The language read in a script when the words do not tell more. */
const USUAL: Partial<Record<Script, string>> = {
  cyrillic: 'ru',
  greek: 'el',
  hangul: 'ko',
  arabic: 'ar',
  hebrew: 'he',
  devanagari: 'hi',
  thai: 'th',
  georgian: 'ka',
  armenian: 'hy',
};

/** Share of the letters that must be of one script for a text to be in it. */
const MOSTLY = 0.8;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The script that most letters are in; null for a mixed text, and for one without letters. */
export function scriptOf(text: string): Script | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  const counts = new Map<Script, number>();
  for (const letter of letters) {
    const script = SCRIPTS.find(([, has]) => has.test(letter))?.[0];
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  const most = [...counts].find(([, count]) => count >= letters.length * MOSTLY);
  return most?.[0] ?? null;
}

/** `el` for Greek letters; null for Latin, which says nothing. */
export function languageOfScript(script: Script, text: string): string | null {
  if (script === 'east-asian') return KANA.test(text) ? 'ja' : 'zh';
  return USUAL[script] ?? null;
}
