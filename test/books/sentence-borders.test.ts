import { describe, expect, it } from 'vitest';
import { isInsideWord, isNoBorder } from '../../src/books/sentence-borders.js';
import { furtherBorders } from '../../src/books/sentence-candidates.js';
import { itemsOf } from '../../src/books/sentence-items.js';
import { closersAt, openersAtEnd, withoutQuotes } from '../../src/books/sentence-quotes.js';

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
    ['“Is it late?”', ' Ann asked', 'en', true],
    ['“Is it late?”', ' I asked', 'en', true],
    ['“It is late.”', ' I asked', 'en', false],
    ['“Is it late?”', ' Ann looked up', 'en', false],
    ['He lived in Baker St.', ' The door', 'en', false],
    ['at 14 °C.', ' Por suerte', 'es', false],
    ['د.', ' سالم', 'ar', true],
    ['“Very well.”', ', he said', 'en', true],
  ])('%j | %j in %s: %s', (left, right, language, expected) => {
    expect(isNoBorder(left, right, language)).toBe(expected);
  });
});

describe('quotes', () => {
  it.each([
    ['” Then', 1],
    [' » dit-il', 2],
    ['.” Then', 2],
    ['… Then', 1],
    [' —” said he', 3],
    ['’Tis', 0],
    [' “Then', 0],
    ['', 0],
  ])('of %j the sentence before keeps %i', (text, kept) => {
    expect(closersAt(`x${text}`, 1)).toBe(kept);
  });

  it('an opening bracket goes with the sentence after', () => {
    expect(openersAtEnd('He sat. (')).toBe(1);
    expect(openersAtEnd('he said.')).toBe(0);
  });

  it('are not shown to the splitter; every offset stays', () => {
    expect(withoutQuotes('“I don’t,” said she.')).toBe(' I don’t,  said she.');
    expect(withoutQuotes('彼は「好。」と')).toBe('彼は 好。 と');
  });
});

describe('a list inside a passage', () => {
  it.each([
    ['1. Bread 2. Salt', [8]],
    ['a) Bread b) Salt c) Oil', [8, 16]],
    ['• 9. Bread • 10. Salt', [10]],
    ['1. Bread and 2. salt', []],
    ['In 1. Bread 2. Salt', []],
    ['1. Bread', []],
  ])('%j begins again at %j', (text, starts) => {
    expect(itemsOf(text).starts).toEqual(starts);
  });

  it('a list of very many items ends', () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `${n + 1}. Bread`).join(' ');
    expect(itemsOf(text).starts.length).toBeLessThanOrEqual(200);
  });
});

describe('a border the splitter does not see', () => {
  it.each([
    ['They live in the E.U. How so?', 'en', [21]],
    ['They live in the E.U. Congress came.', 'en', []],
    ['He waited… Then he left.', 'en', [10]],
    ['He waited… Ann left.', 'en', []],
    ['(He was late.) She left.', 'en', [14]],
    ['“But he—” “Go!”', 'en', [9]],
    ['pane, sale ecc. Poi tornarono', 'it', [15]],
  ])('%j in %s: %j', (text, language, at) => {
    expect(furtherBorders(text, language)).toEqual(at);
  });

  it('none is inside a word', () => {
    expect(isInsideWord('3.Rice', 2)).toBe(true);
    expect(isInsideWord('J.-J. Morel', 2)).toBe(true);
    expect(isInsideWord('The end. Then', 8)).toBe(false);
    expect(isInsideWord('下雨了。他', 4)).toBe(false);
  });
});
