import { CODES, EXIT, UserError } from '../../core/index.js';
import { type LexiconEntry, type SaidAs, wordKey } from './entry.js';
import { readIpa } from './ipa.js';

/** Entries of one list: three times the names of the longest cycles of novels. */
export const MAX_ENTRIES = 10_000;
/** Longest word or group of words, in characters. */
export const MAX_WORD_CHARACTERS = 80;
/** Longest other spelling, in characters: what fits into an utterance beside other words. */
export const MAX_SAID_CHARACTERS = 80;
/** Problems told of one file: more are more of the same. */
const PROBLEMS_TOLD = 5;

export interface ListedEntry {
  readonly entry: LexiconEntry;
  /** From 1. */
  readonly line: number;
}

export interface ListProblem {
  /** From 1. */
  readonly line: number;
  /** A sentence. */
  readonly what: string;
}

export interface ReadList {
  readonly entries: readonly ListedEntry[];
  readonly problems: readonly ListProblem[];
}

/** A tab, `=`, an arrow, or two spaces. */
const SEPARATOR = / {0,80}(?:\t[\t ]{0,80}|→|->|=| {2,80}) {0,80}/;
/** After white space, to the end of the line. */
const COMMENT = /(?:^|\s)#.*$/;
/** `@de` alone begins the words of a language, `@*` those of every one; at the end of a line it is that line's. */
const SECTION = /^@([a-z]{2,3}|\*)$/i;
const OWN_LANGUAGE = /\s@([a-z]{2,3}|\*)$/i;
const SPEAKABLE = /[\p{L}\p{N}]/u;
/** What no voice may be handed: its own notations, and what nobody sees. */
const UNSPEAKABLE = /\[\[|\]\]|[\p{Cc}\ufff9-\ufffb]/u;

/** What a line of a list without its comment holds; `section` is the language it stands under. */
export type LineContent =
  | { readonly type: 'nothing' }
  | { readonly type: 'section'; readonly language: string | null }
  | { readonly type: 'entry'; readonly entry: LexiconEntry }
  | { readonly type: 'problem'; readonly what: string };

/** Everything in a list: its entries and what cannot be understood. */
export function readList(text: string): ReadList {
  const entries: ListedEntry[] = [];
  const problems: ListProblem[] = [];
  const lineOf = new Map<string, number>();
  let language: string | null = null;
  for (const [index, written] of linesOf(text).entries()) {
    const line = index + 1;
    const content = readLine(written, language);
    if (content.type === 'section') language = content.language;
    if (content.type === 'problem') problems.push({ line, what: content.what });
    if (content.type !== 'entry') continue;
    const key = entryKey(content.entry);
    const before = lineOf.get(key);
    if (before !== undefined)
      problems.push({ line, what: `"${content.entry.word}" stands in line ${before} already.` });
    else if (entries.length === MAX_ENTRIES)
      return { entries, problems: [...problems, { line, what: `A list has at most ${MAX_ENTRIES} words.` }] };
    else entries.push({ entry: content.entry, line });
    lineOf.set(key, before ?? line);
  }
  return { entries, problems };
}

/** @throws UserError (exit 2, `wordList`) that names the file and the lines that cannot be understood. */
export function parseList(text: string, file: string): readonly LexiconEntry[] {
  const { entries, problems } = readList(text);
  const [first] = problems;
  if (first === undefined) return entries.map(({ entry }) => entry);
  const told = problems.slice(0, PROBLEMS_TOLD).map(({ line, what }) => `line ${line}: ${what}`);
  const more = problems.length - told.length;
  throw new UserError(
    {
      code: CODES.wordList,
      what: `The word list ${file} cannot be understood in line ${first.line}.`,
      why: [...told, ...(more > 0 ? [`${more} more lines like these`] : [])].join('\n'),
      fix: 'a line is WORD = SAID AS, or WORD = /IPA/; look at all of it: e2a lexicon check FILE',
    },
    EXIT.usage,
  );
}

export const linesOf = (text: string): readonly string[] => text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);

export const entryKey = ({ word, language }: LexiconEntry): string => `${language ?? '*'}\n${wordKey(word)}`;

export function readLine(written: string, section: string | null): LineContent {
  const line = written.replace(COMMENT, '').trim();
  if (line === '') return { type: 'nothing' };
  const heading = SECTION.exec(line);
  if (heading) return { type: 'section', language: languageOf(heading[1]) };
  const own = OWN_LANGUAGE.exec(line);
  const rest = own ? line.slice(0, own.index).trim() : line;
  const [word, said] = splitOnce(rest);
  if (said === null) return { type: 'problem', what: `"${line}" does not say how it is said: WORD = SAID AS.` };
  return entryOf(word, said, own ? languageOf(own[1]) : section);
}

/** An entry as a list would hold it, or what is wrong with it. */
export function entryOf(writtenWord: string, writtenSaid: string, language: string | null): LineContent {
  const word = writtenWord.normalize('NFC').replace(/\s+/g, ' ').trim();
  const wrong = (what: string): LineContent => ({ type: 'problem', what });
  if (!SPEAKABLE.test(word)) return wrong(`"${word}" is no word: it has no letter and no digit.`);
  if (UNSPEAKABLE.test(word)) return wrong(`"${word}" has signs that stand in no book.`);
  if (word.length > MAX_WORD_CHARACTERS) return wrong(`A word has at most ${MAX_WORD_CHARACTERS} characters.`);
  const said = saidOf(writtenSaid.normalize('NFC').replace(/\s+/g, ' ').trim());
  return typeof said === 'string'
    ? wrong(`${word}: ${said}`)
    : { type: 'entry', entry: { word, said, language: language?.toLowerCase() ?? null } };
}

/** A string is what is wrong with it. */
function saidOf(written: string): SaidAs | string {
  if (written.startsWith('/')) return soundsOf(written);
  if (/^\[.*\]$/.test(written)) return 'Sounds stand between slashes: /…/.';
  if (written.length > MAX_SAID_CHARACTERS) return `What is said has at most ${MAX_SAID_CHARACTERS} characters.`;
  if (UNSPEAKABLE.test(written)) return 'It has signs that cannot be said.';
  return SPEAKABLE.test(written) ? { type: 'words', text: written } : 'There is nothing to say in it.';
}

function soundsOf(written: string): SaidAs | string {
  const between = /^\/([^/]+)\/$/.exec(written)?.[1];
  if (between === undefined) return 'Sounds stand between two slashes, one way to say it: /…/.';
  const ipa = readIpa(between);
  return ipa.ok ? { type: 'ipa', ipa: ipa.value } : ipa.error;
}

function splitOnce(line: string): readonly [word: string, said: string | null] {
  const found = SEPARATOR.exec(line);
  if (found === null || found.index === 0) return [line, null];
  return [line.slice(0, found.index), line.slice(found.index + found[0].length)];
}

const languageOf = (tag: string | undefined): string | null =>
  tag === undefined || tag === '*' ? null : tag.toLowerCase();
