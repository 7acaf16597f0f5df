/** A pure rewriting of text. */
export type Step = (text: string) => string;

/** What was matched: the whole match, then its groups; a group that took no part is an empty string. */
export type Groups = readonly [whole: string, ...groups: string[]];

/** Looks back from a place: the text begins there, or a sentence does. */
const SENTENCE_START = /(?:^|[.!?…]["'”’)\]]*\s+|^["'“‘([]+|[.!?…]\s+["'“‘([]+)$/u;

/**
 * Replaces what `pattern` (with the flag g) finds by what is said for it; null leaves it alone.
 * A sentence that began with a digit or a sign begins with a capital then: eSpeak hears no full stop before a small letter.
 */
export function replaceSpoken(text: string, pattern: RegExp, say: (groups: Groups) => string | null): string {
  return text.replace(pattern, (whole: string, ...rest: unknown[]) => {
    const at = rest.findIndex((part) => typeof part === 'number');
    const groups = rest.slice(0, at).map((group) => (typeof group === 'string' ? group : ''));
    const said = say([whole, ...groups]);
    if (said === null) return whole;
    return SENTENCE_START.test(text.slice(0, Number(rest[at]))) ? capitalise(said) : said;
  });
}

export const capitalise = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
