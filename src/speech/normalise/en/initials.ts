/** `J. R. R.`, `J.R.R.`, `U.N.`: capitals with dots, two or more. */
const RUN_OF_INITIALS = /(?<![\p{L}\p{N}])(?:\p{Lu}\.\s?){2,}(?=\s?["'”’)]?(.)?)/gu;
/** One capital with a dot before a name. I and A alone are words. */
const SINGLE_INITIAL = /(?<![\p{L}\p{N}.])([B-HJ-Z])\.(?=\s+\p{Lu})/gu;

/** Initials are letters with spaces between them; their dots end no sentence, but for the last one of a text. */
export const sayInitials = (text: string): string =>
  text
    .replace(RUN_OF_INITIALS, (run, next: string | undefined) => letters(run) + endOf(run, next))
    .replace(SINGLE_INITIAL, '$1');

/** eSpeak says a lone A as the article. */
const letters = (run: string): string =>
  (run.match(/\p{Lu}/gu) ?? []).map((letter) => (letter === 'A' ? 'Eh' : letter)).join(' ');

function endOf(run: string, next: string | undefined): string {
  if (next === undefined) return '.';
  return /\s$/.test(run) ? ' ' : '';
}
