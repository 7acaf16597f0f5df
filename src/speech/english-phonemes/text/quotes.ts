/** What every quote becomes; it is not heard. */
export const QUOTE = '"';

const SIGNS = /["“”„«»‘’'´`‐‑‒―]/g;
const DOUBLE = '"“”„«»';
const OTHERWISE: Readonly<Record<string, string>> = { '‐': '-', '‑': '-', '‒': '-', '―': '—' };
/** Typed by programs that know no apostrophe at the beginning of a word. */
const ELIDED = /^(?:tis|twas|twere|twill|twould|em|til|cause|bout|round|neath|gainst|tween|twixt)(?!\p{L})/iu;
const LETTER_FIRST = /^\p{L}/u;
const ENDS_WORD = /[\p{L}\p{N}]$/u;
/** Longest elided word. */
const SEEN_CHARACTERS = 8;

/** The same text, sign for sign: every quote a straight double one, every apostrophe a straight single one, one kind of hyphen. */
export function markQuotes(text: string): string {
  let isOpen = false;
  return text.replace(SIGNS, (sign, at: number) => {
    if (DOUBLE.includes(sign)) return QUOTE;
    const other = OTHERWISE[sign];
    if (other !== undefined) return other;
    const after = text.slice(at + 1, at + 1 + SEEN_CHARACTERS);
    if (sign === '‘' && !ELIDED.test(after)) {
      isOpen = true;
      return QUOTE;
    }
    if (LETTER_FIRST.test(after)) return "'";
    const closes = isOpen || !ENDS_WORD.test(text.slice(Math.max(0, at - 1), at));
    isOpen = false;
    return closes ? QUOTE : "'";
  });
}
