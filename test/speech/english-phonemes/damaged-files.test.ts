import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { englishDataFiles, openEnglishPhonemes, spellingNetFile } from '../../../src/speech/english-phonemes/index.js';
import { plainText, pronounced, wordsOf } from '../../../src/speech/speech-engine.js';

/** The smallest files English can be read with; a strange letter is `b`. */
const FILES: Readonly<Record<string, string>> = {
  'lexicon_us_gold.json.gz': '{"cat":"kˈæt","A":"ˈA","S":"ˈɛs","M":"ˈɛm","live":{"VERB":"lˈɪv","DEFAULT":"lˈIv"}}',
  'lexicon_us_silver.json.gz': '{"mat":"mˈæt"}',
  'tagger.json.gz':
    '{"tags":["DT","NN","VB"],"tagdict":{"the":"DT"},"vocab":["to"],"weights":{"w-1=to":{"VB":2.5},"b":{"NN":1}}}',
  'tokenizer_exceptions.json': '{"gonna":["gon","na"]}',
  'oov.json': '{"in":["a","b"],"out":["b","z"],"maxlen":4}',
};

const ODD_SIGNS = [
  ..." 'aAbcSt.,-—’‘“”()[]&7é漢😀\u0301/:?\ufff9\ufffa\ufffb\t",
  'cat',
  "'s",
  'to ',
  pronounced('Bo', 'bəʊ'),
];
/** No space at its ends, none doubled. */
const ONE_LINE = /^(?:\S+(?: \S+)*)?$/u;

const place = { folder: '' };
const put = (name: string, bytes: string | Buffer) => writeFile(join(place.folder, name), bytes);
const packed = (name: string, text: string) => (name.endsWith('.gz') ? gzipSync(text) : text);
const asked: (readonly number[])[] = [];
const open = (answer: readonly number[] = [], digest?: string) =>
  openEnglishPhonemes(
    { folder: place.folder, voice: 'heart', accent: 'american', ...(digest === undefined ? {} : { digest }) },
    async (letters) => {
      asked.push(letters);
      return answer;
    },
  );

beforeEach(async () => {
  place.folder = await mkdtemp(join(tmpdir(), 'e2a-english-'));
  asked.length = 0;
  for (const [name, text] of Object.entries(FILES)) await put(name, packed(name, text));
});
afterEach(() => rm(place.folder, { recursive: true }));

describe('English from the smallest files', () => {
  it('reads what they hold', async () => {
    const english = await open();
    expect((await english.toPhonemes('the cat, mats to live; a live cat')).phonemes).toBe(
      'ðə kˈæt, mˈæts tə lˈɪv; ˈA lˈIv kˈæt',
    );
  });
  it('is read once for all readers of the same files, and each has its own network', async () => {
    const readers = await Promise.all([open([1], 'old'), open([2], 'old')]);
    await put('lexicon_us_gold.json.gz', 'damaged');
    const later = await open([2], 'old');
    const said = [...readers, later].map(async (reader) => (await reader.toPhonemes('cat baxbaab')).phonemes);
    expect(await Promise.all(said)).toEqual(['kˈæt b', 'kˈæt z', 'kˈæt z']);
    await expect(open([], 'new')).rejects.toMatchObject({ failure: { code: CODES.voiceDamaged } });
    await put('lexicon_us_gold.json.gz', packed('lexicon_us_gold.json.gz', '{"cat":"kˈɔt"}'));
    expect((await (await open([], 'new')).toPhonemes('cat')).phonemes).toBe('kˈɔt');
  });
  it('feeds the network the letters it knows, as many as it takes, and reads its answer', async () => {
    const english = await open([1, 1, 0, 1, 2, 0]);
    expect((await english.toPhonemes('baxbaab')).phonemes).toBe('bbz');
    expect(asked).toEqual([[2, 1, 2, 1]]);
  });
  it('takes two known words for a strange one when the network is silent, then letters', async () => {
    const english = await open();
    expect(await english.toPhonemes('catmat')).toMatchObject({ phonemes: 'kˈætmˌæt', skipped: [] });
    expect(await english.toPhonemes('smas')).toMatchObject({ phonemes: 'ˌɛsˌɛmˌAˈɛs', skipped: [] });
    expect(await english.toPhonemes('cat xyz')).toMatchObject({ phonemes: 'kˈæt', skipped: ['x', 'y', 'z'] });
  });
  it('marks every word of any text, and breaks at none', async () => {
    const english = await open([2]);
    const text = fc.string({ maxLength: 60, unit: fc.constantFrom(...ODD_SIGNS) });
    await fc.assert(
      fc.asyncProperty(text, async (spoken) => {
        const { phonemes, words } = await english.toPhonemes(spoken);
        const plain = plainText(spoken);
        expect(words.map((word) => plain.slice(word.text.from, word.text.to))).toEqual(wordsOf(spoken));
        expect(phonemes).toMatch(ONE_LINE);
        const ends = words.flatMap((word) => [word.phonemes.from, word.phonemes.to]);
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(phonemes.length);
      }),
      { numRuns: 500 },
    );
  });
  it('names its files', () => {
    expect([...englishDataFiles('american')].sort()).toEqual(Object.keys(FILES).sort());
    expect(englishDataFiles('british')).toContain('lexicon_gb_gold.json.gz');
    expect([spellingNetFile('american'), spellingNetFile('british')]).toEqual(['oov.onnx', 'oov_gb.onnx']);
  });
});

describe('files that cannot be used', () => {
  const failure = async (): Promise<UserError> => {
    const error = await open().catch((thrown: unknown) => thrown);
    if (error instanceof UserError) return error;
    throw new Error('it was opened');
  };
  const broken: readonly (readonly [name: string, bytes: string | Buffer, why: RegExp])[] = [
    ['lexicon_us_gold.json.gz', 'no archive', /incorrect header check/],
    ['lexicon_us_silver.json.gz', gzipSync('{"mat":"mˈæt"}').subarray(0, -9), /unexpected end of file/],
    ['lexicon_us_gold.json.gz', gzipSync('{"cat":7}'), /an unexpected value at byte 7/],
    ['tagger.json.gz', gzipSync('{"tags":[],"vocab":[],"weights":{}}'), /"tagdict" is missing/],
    ['tagger.json.gz', gzipSync('{"tags":[1],"vocab":[],"tagdict":{},"weights":{}}'), /expected string/],
    ['tokenizer_exceptions.json', '<html>', /not valid JSON/],
    ['tokenizer_exceptions.json', '{"a":"b"}', /expected array/],
    ['oov.json', '{"in":[]}', /expected array/],
    ['lexicon_us_gold.json.gz', gzipSync(Buffer.alloc(34_000_000, 0x20)), /larger than/],
  ];
  it.each(broken)('%s is damaged', async (name, bytes, why) => {
    await put(name, bytes);
    const error = await failure();
    expect(error.exitCode).toBe(EXIT.unavailable);
    expect(error.failure).toMatchObject({ code: CODES.voiceDamaged, fix: 'e2a voices pull heart' });
    expect(error.failure.why).toMatch(why);
    expect(error.failure.why).toContain(join(place.folder, name));
  });
  it('says which is missing', async () => {
    await rm(join(place.folder, 'oov.json'));
    expect((await failure()).failure).toEqual({
      code: CODES.voiceMissing,
      what: 'The voice heart lacks a file.',
      why: `${join(place.folder, 'oov.json')} is not there.`,
      fix: 'e2a voices pull heart',
    });
  });
});
