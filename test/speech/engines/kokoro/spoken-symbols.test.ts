import { afterAll, describe, expect, it } from 'vitest';
import { kokoroCalls } from '../../../../src/speech/engines/kokoro/calls.js';
import { markedParts } from '../../../../src/speech/engines/kokoro/marked-text.js';
import { spokenSymbols } from '../../../../src/speech/engines/kokoro/spoken-symbols.js';
import { kokoroIds } from '../../../../src/speech/engines/kokoro-alphabet/index.js';
import { openPhonemiser } from '../../../../src/speech/engines/phonemes/index.js';
import { pronounced } from '../../../../src/speech/index.js';

/** Words as they are, marks in brackets. */
const cut = (text: string): string =>
  markedParts(text)
    .map((part) => (part.type === 'words' ? part.text : `[${part.symbols}]`))
    .join('');

describe('punctuation that is spoken as such', () => {
  it.each([
    ['“I know,” she said.', '[“]I know[,” ]she said[.]'],
    ['She cried—and left… why?!', 'She cried[—]and left[… ]why[?!]'],
    ['Wait... what (so soon)?', 'Wait[… ]what[ (]so soon[)?]'],
    ['Il dit : « Oui ! »', 'Il dit[ : “ ]Oui[ ! ”]'],
    ['¿Qué? ¡No!', 'Qué[? ]No[!]'],
    ['One – two', 'One[ — ]two'],
    ["'Tis no dog's; it's 'his'.", "'Tis no dog's[; ]it's 'his'[.]"],
  ])('%s', (text, parts) => expect(cut(text).replace('[]', '')).toBe(parts));

  it.each([
    ['At 12:30 he paid 1,000.50 e.g. here', 'At 12:30 he paid 1,000.50 e.g. here'],
    ['etc. and so on.', 'etc. and so on[.]'],
    ['the U.S.A. is', 'the U.S.A. is'],
  ])('no punctuation: %s', (text, parts) => expect(cut(text)).toBe(parts));

  it('is not looked for inside a pronunciation', () => {
    const word = pronounced('St. Ives', 'sənt, ˈaɪvz');
    expect(markedParts(`In ${word}, once.`)).toEqual([
      { type: 'words', text: `In ${word}` },
      { type: 'marks', symbols: ', ' },
      { type: 'words', text: 'once' },
      { type: 'marks', symbols: '.' },
    ]);
  });

  it('is not said for ever', () => {
    expect(cut(`Stars ${'—'.repeat(900)} fall`)).toMatch(/^Stars\[ —{7}\]fall$/);
  });
});

describe('text as Kokoro says it', () => {
  const [american, british] = (['en-us', 'en-gb'] as const).map((language) => openPhonemiser({ language, ties: true }));
  afterAll(() => Promise.all([american?.close(), british?.close()]));
  const say = async (text: string): Promise<string> => {
    if (american === undefined) throw new Error('no eSpeak');
    return (await spokenSymbols(text, 'a', american)).symbols;
  };

  it('keeps punctuation between the sounds', async () => {
    expect(await say('“I know,” she said. (Why?)')).toBe('“I nˈO,” ʃi sˈɛd. (wˈI?)');
    expect(await say('The old floor — judge it!')).toBe('ðɪ ˈOld flˈɔɹ — ʤˈʌʤ ɪt!');
  });

  it('says British vowels for a British voice', async () => {
    if (british === undefined) throw new Error('no eSpeak');
    expect((await spokenSymbols('The old floor.', 'b', british)).symbols).toBe('ðɪ ˈQld flˈɔː.');
  });

  it('says a pronunciation with the symbols of one sound', async () => {
    const symbols = await say(
      `Then ${pronounced('Cholmondeley', 'ˈtʃʌmli')}, and ${pronounced('Hermione', 'hɜːˈmaɪəni')}.`,
    );
    expect(symbols).toBe('ðˈɛn ʧˈʌmli, ænd hɜɹmˈIəni.');
  });

  it('makes nothing of signs that nobody says', async () => {
    expect(await say('*** — ***')).toBe('—');
    expect(kokoroIds(await say('a🙂b.')).skipped).toEqual([]);
  });
});

describe('calls of the model', () => {
  it('is one for all that fits, none for nothing', () => {
    expect(kokoroCalls('ə bˈi.')).toEqual(['ə bˈi.']);
    expect(kokoroCalls('  ')).toEqual([]);
  });

  it.each([
    ['aaaa bbb. ccc, ddd eee', 16, ['aaaa bbb.', 'ccc, ddd eee']],
    ['aaaa bbb; ccc, ddd eee', 16, ['aaaa bbb;', 'ccc, ddd eee']],
    ['aaaa bbb ccc, ddd eee', 16, ['aaaa bbb ccc,', 'ddd eee']],
    ['aaaa bbb ccc ddd eee', 16, ['aaaa bbb ccc', 'ddd eee']],
    ['a. bbbbbb ccc ddd eee', 16, ['a. bbbbbb ccc', 'ddd eee']],
    ['abcdefghijklmnop', 6, ['abcdef', 'ghijkl', 'mnop']],
  ])('cuts %s where it is heard least', (symbols, limit, calls) => expect(kokoroCalls(symbols, limit)).toEqual(calls));

  it('loses no symbol and stays under the model’s own limit', () => {
    const long = 'wʌn tˈu θɹˈi, '.repeat(300);
    const calls = kokoroCalls(long);
    expect(calls.join(' ')).toBe(long.trim());
    expect(Math.max(...calls.map((call) => call.length))).toBeLessThanOrEqual(250);
    expect(Math.min(...calls.map((call) => call.length))).toBeGreaterThan(100);
  });
});
