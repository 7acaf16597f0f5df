import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/books/decode-text.js';

const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><p>${text}</p>`;

describe('text of a file', () => {
  it.each([
    ['windows-1251', 'Война и мир'],
    ['koi8-r', 'Анна Каренина'],
    ['iso-8859-1', 'Là-bas, où ça?'],
    ['windows-1252', '“It’s” – he said…'],
    ['shift_jis', '吾輩は猫である'],
    ['gbk', '红楼梦'],
    ['big5', '紅樓夢'],
    ['euc-kr', '홍길동전'],
  ])('follows a declaration of %s', (encoding, text) => {
    expect(decodeText(iconv.encode(declared(encoding, text), encoding)).text).toBe(declared(encoding, text));
  });

  it.each(['utf-16le', 'utf-16be'])('knows %s by its mark and without one', (encoding) => {
    const text = declared('utf-16', 'naïve 猫');
    expect(decodeText(iconv.encode(text, encoding, { addBOM: true })).text).toBe(text);
    expect(decodeText(iconv.encode(text, encoding, { addBOM: false })).text).toBe(text);
  });

  it('believes valid UTF-8 more than an 8-bit declaration', () => {
    const text = declared('iso-8859-1', '“naïve”');
    expect(decodeText(Buffer.from(text)).text).toBe(text);
  });

  it('drops the mark of UTF-8', () => {
    expect(decodeText(Buffer.from('\ufeff<p>é</p>')).text).toBe('<p>é</p>');
  });

  it('takes a meta charset, and windows-1252 when nothing is said', () => {
    const meta = '<html><head><meta charset="windows-1251"/></head><body>Мир</body></html>';
    expect(decodeText(iconv.encode(meta, 'windows-1251')).text).toBe(meta);
    expect(decodeText(iconv.encode('<p>“quoted” – dash</p>', 'windows-1252')).text).toBe('<p>“quoted” – dash</p>');
  });

  it('ignores a declaration nobody knows', () => {
    expect(decodeText(iconv.encode(declared('x-klingon', 'é'), 'windows-1252')).text).toContain('é');
  });
});
