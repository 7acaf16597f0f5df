import { describe, expect, it } from 'vitest';
import { lowerOpening } from '../../../src/books/narration/opening.js';

describe('an opening in capitals', () => {
  it.each([
    ['IT IS A TRUTH universally acknowledged', 'It is a truth universally acknowledged'],
    ['“WELL, I NEVER KNEW!” said he', '“Well, I never knew!” said he'],
    ['CALL ME. THEN COME home', 'Call me. Then come home'],
    ['A MAN I knew', 'A MAN I knew'],
    ['NASA was founded', 'NASA was founded'],
    ['DRINK ME', 'DRINK ME'],
    ['I’M SURE I’LL GO home', 'I’m sure I’ll go home'],
    ['Plain text', 'Plain text'],
  ])('%s', (text, expected) => expect(lowerOpening(text)).toBe(expected));
});
