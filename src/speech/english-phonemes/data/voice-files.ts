import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { CODES, EXIT, toError, UserError } from '../../../core/index.js';
import type { Accent } from '../sounds.js';
import type { SplitWords } from '../text/split-run.js';
import type { TagModel } from '../text/tagger.js';
import type { SpellingAlphabet } from '../words/spelling-net.js';
import { type ByteRange, eachJsonMember, type JsonTable, JsonTableError, jsonTable } from './json-table.js';

/** Where English comes from: files that belong to a voice. */
export interface EnglishFiles {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** The voice they belong to, for messages. */
  readonly voice: string;
  readonly accent: Accent;
  /** Of all of them, where it is known: readers of the same share what they hold in memory. */
  readonly digest?: string;
}

/** What they hold. */
export interface EnglishData {
  readonly gold: JsonTable;
  readonly silver: JsonTable;
  readonly tagModel: TagModel;
  readonly splitWords: SplitWords;
  readonly alphabet: SpellingAlphabet;
}

/** Bytes of a file when unpacked: the largest has 4.6 MB. */
const FILE_LIMIT = 33_554_432;
const REGION: Readonly<
  Record<Accent, { readonly lexicon: string; readonly alphabet: string; readonly network: string }>
> = {
  american: { lexicon: 'us', alphabet: 'oov.json', network: 'oov.onnx' },
  british: { lexicon: 'gb', alphabet: 'oov_gb.json', network: 'oov_gb.onnx' },
};
const TAGGER_FILE = 'tagger.json.gz';
const SPLIT_FILE = 'tokenizer_exceptions.json';
const goldFile = (accent: Accent): string => `lexicon_${REGION[accent].lexicon}_gold.json.gz`;
const silverFile = (accent: Accent): string => `lexicon_${REGION[accent].lexicon}_silver.json.gz`;

/** The names of the files that `readEnglishData` opens. */
export const englishDataFiles = (accent: Accent): readonly string[] => [
  goldFile(accent),
  silverFile(accent),
  TAGGER_FILE,
  SPLIT_FILE,
  REGION[accent].alphabet,
];

/** The network that reads strange words: `chars` int64 [1, letters] → `ids` int64 [1, answers]. */
export const spellingNetFile = (accent: Accent): string => REGION[accent].network;

const words = z.array(z.string());
const splitSchema = z.record(z.string(), words);
const alphabetSchema = z.object({ in: words, out: words, maxlen: z.number().int().positive() });

/**
 * Reads what English needs.
 * @throws UserError (exit 7): `voiceMissing` when a file is not there, `voiceDamaged` when it is not what it should be.
 */
export async function readEnglishData(files: EnglishFiles): Promise<EnglishData> {
  const { accent } = files;
  const table = (name: string): Promise<JsonTable> =>
    read(files, name, (bytes) => jsonTable(bytes, whole(bytes), '"{'));
  const [gold, silver, tagModel, splitWords, alphabet] = await Promise.all([
    table(goldFile(accent)),
    table(silverFile(accent)),
    read(files, TAGGER_FILE, tagModelOf),
    read(files, SPLIT_FILE, splitWordsOf),
    read(files, REGION[accent].alphabet, alphabetOf),
  ]);
  return { gold, silver, tagModel, splitWords, alphabet };
}

const whole = (bytes: Buffer): ByteRange => ({ from: 0, to: bytes.length });
const parse = (bytes: Buffer, { from, to }: ByteRange): unknown => JSON.parse(bytes.toString('utf8', from, to));

function tagModelOf(bytes: Buffer): TagModel {
  const parts = new Map<string, ByteRange>();
  eachJsonMember(bytes, whole(bytes), (keyFrom, keyTo, from, to) => {
    parts.set(bytes.toString('utf8', keyFrom, keyTo), { from, to });
  });
  const part = (name: string): ByteRange => {
    const range = parts.get(name);
    if (range === undefined) throw new JsonTableError(`"${name}" is missing`);
    return range;
  };
  return {
    tags: words.parse(parse(bytes, part('tags'))),
    vocabulary: new Set(words.parse(parse(bytes, part('vocab')))),
    settled: jsonTable(bytes, part('tagdict'), '"'),
    weights: jsonTable(bytes, part('weights'), '{'),
  };
}

/** Faces made of signs are left out: a book's brackets are brackets. */
function splitWordsOf(bytes: Buffer): SplitWords {
  const entries = Object.entries(splitSchema.parse(parse(bytes, whole(bytes))));
  return new Map(entries.filter(([word]) => /\p{L}{2}|\p{L}'|'\p{L}/u.test(word)));
}

function alphabetOf(bytes: Buffer): SpellingAlphabet {
  const { in: letters, out, maxlen } = alphabetSchema.parse(parse(bytes, whole(bytes)));
  return { letters: new Map(letters.map((letter, index) => [letter, index + 1])), sounds: out, most: maxlen };
}

async function read<T>({ folder, voice }: EnglishFiles, name: string, make: (bytes: Buffer) => T): Promise<T> {
  const path = join(folder, name);
  try {
    const bytes = await readFile(path);
    return make(name.endsWith('.gz') ? await promisify(gunzip)(bytes, { maxOutputLength: FILE_LIMIT }) : bytes);
  } catch (thrown) {
    throw unusable(voice, path, toError(thrown));
  }
}

function unusable(voice: string, path: string, error: Error): UserError {
  const isMissing = 'code' in error && error.code === 'ENOENT';
  const why = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
  return new UserError(
    {
      code: isMissing ? CODES.voiceMissing : CODES.voiceDamaged,
      what: isMissing ? `The voice ${voice} lacks a file.` : `The voice ${voice} is damaged.`,
      why: isMissing ? `${path} is not there.` : `${path}: ${why}`,
      fix: `e2a voices pull ${voice}`,
    },
    EXIT.unavailable,
    { cause: error },
  );
}
