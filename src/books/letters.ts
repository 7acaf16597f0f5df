/** Letters and digits alone, small: what two lines are compared by when blanks and marks may be lost. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
