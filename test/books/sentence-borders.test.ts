import { describe, expect, it } from 'vitest';
import { closersAt, isNoBorder, openersAtEnd } from '../../src/books/sentence-borders.js';

describe('a border that is none', () => {
  it.each([
    ['Hart vs.', ' Lane', 'en', true],
    ['siehe bzw.', ' Der', 'de', true],
    ['met Mr.', ' Hart', 'en', true],
    ['the mr.', ' Hart', 'en', false],
    ['see No.', ' 5', 'en', true],
    ['He said no.', ' Then', 'en', false],
    ['vol.', ' XIV', 'en', true],
    ['M.', ' Darzac', 'fr', true],
    ['am 3.', ' Mai', 'de', true],
    ['in 1984.', ' Mai', 'de', false],
    ['at 3.', ' May', 'en', false],
    ['A. B.', ' Smith', 'en', true],
    ['It was I.', ' He', 'en', false],
    ['born in the U.S.', ' He', 'en', false],
    ['“Stop!”', ' cried he', 'en', true],
    ['“Stop!”', ' —and then', 'en', true],
    ['「帰る。', '遅い」', 'ja', true],
    ['The end.', ' ***', 'en', true],
    ['The end.', ' Then', 'en', false],
  ])('%j | %j in %s: %s', (left, right, language, expected) => {
    expect(isNoBorder(left, right, language)).toBe(expected);
  });
});

it('quotes go with their sentence', () => {
  expect(closersAt('” Then')).toBe(1);
  expect(closersAt('’Tis')).toBe(0);
  expect(openersAtEnd('He sat. “', 'A')).toBe(1);
  expect(openersAtEnd('not gold. ’', 'T')).toBe(1);
  expect(openersAtEnd('he said.”', ' ')).toBe(0);
});
