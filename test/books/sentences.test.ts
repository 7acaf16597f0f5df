import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/books/sentences.js';

/** Cases are written with `|` at every border. */
const split = (text: string, language = 'en'): string => splitSentences(text.replaceAll('|', ' '), language).join('|');

describe('sentences', () => {
  it.each([
    'The lamp was lit.|Nobody came.|Why?',
    'Mr. Hart met Mrs. Lane and Dr. Poole at St. Anne’s.|They went in.',
    '“Stop!” cried the guard.|“Who is there?” he asked.',
    '“Is it late?” said Ann.|“Very,” said Tom.',
    'It was A. B. Smith who wrote it.|She agreed.',
    'J. R. Holm and P. Q. Dane came.',
    'It was I.|He left.',
    'See No. 5 and vol. 2, p. 17.|Then come back.',
    'He waited … and waited.|Then he went.',
    'The case of Hart vs. Lane was long.|It ended.',
    'See cf. Mark for this.|Done.',
    'It is not gold.|’Tis split, too.',
    'He sat down.|“And then?”|“Then we ate.”',
    'They sold fruit, e.g. apples, and so on.|I bought some.',
    'It cost 3.50 in 1984.|Now it costs more.',
    'At 5 p.m. the bell rang.|All rose.',
    '“No.”|“Yes!”',
    'Capt. Reed and Lt. Moss fell.|Gen. Price did not.',
    'He read Chapter A.|Then he slept.',
    'Come here (it is warm. Really) and sit.|Good.',
  ])('in English: %s', (text) => expect(split(text)).toBe(text));

  it.each([
    ['de', 'Am 3. Mai kam Hr. Wolf an.|Es regnete.'],
    ['de', 'Das war z.B. so.|Danach gingen wir.'],
    ['fr', 'M. Darzac entra.|Mme Bernier se leva.'],
    ['es', 'El Sr. López llegó.|¿Quién era?'],
    ['ru', 'Он ушёл.|Она осталась.'],
    ['ja', '雨が降る。|「もう帰ろう。遅いから」と彼は言った。'],
    ['zh', '下雨了。|他走了！'],
    ['zh', '他说：“好。走吧。”又坐下了。|她笑了。'],
    ['ja', '「帰る。」と言った。|雨だ。'],
  ])('in %s: %s', (language, text) => {
    const joined = ['ja', 'zh'].includes(language) ? text.replaceAll('|', '') : text.replaceAll('|', ' ');
    expect(splitSentences(joined, language).join('|')).toBe(text);
  });

  it('nothing in, nothing out', () => {
    expect(splitSentences('', 'en')).toEqual([]);
    expect(splitSentences('  \n ', 'en')).toEqual([]);
  });

  it('knows no language it cannot split', () => {
    expect(splitSentences('One thing. Another thing.', 'xx-unknown')).toHaveLength(2);
  });

  it('takes a very long passage without a true border', () => {
    const text = 'so it goes. '.repeat(20_000).trim();
    expect(splitSentences(text, 'en')).toEqual([text]);
  });

  it.each(['「あ。', '「あ。」', '“好。', '“a” ', '(a. ', '“A. ', '" ', '… ', '. ', 'A. ', '1. A ', '—” '])(
    'takes 100,000 characters of %j in time that grows with its length',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length);
      for (const language of ['en', 'ja'])
        expect(splitSentences(text, language).join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
    },
  );

  it('loses and changes nothing, whatever the text', () => {
    const word = fc.constantFrom(
      'word',
      'Mr.',
      'A.',
      '3.',
      '“So?”',
      '”',
      '—',
      '…',
      'I.',
      '「あ。」',
      '!',
      '?',
      'é\u0301',
      '😀',
      '.',
      'no.',
      '(x.',
      ')',
      '\u00a0',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 40 }),
        fc.constantFrom('en', 'de', 'ja', 'fr'),
        (words, language) => {
          const text = words.join(' ');
          const sentences = splitSentences(text, language);
          expect(sentences.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
          expect(sentences.every((sentence) => sentence === sentence.trim() && sentence !== '')).toBe(true);
        },
      ),
    );
  });
});
