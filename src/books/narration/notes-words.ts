import { primaryLanguage } from '../language.js';
import { countLetters } from '../markup/index.js';
import type { FlowItem } from './flow.js';

/** What a listener hears before a note in the text, with what stands between them, and over the notes of a chapter. */
const WORDS: Readonly<Record<string, { readonly one: string; readonly all: string }>> = {
  en: { one: 'Note: ', all: 'Notes' },
  fr: { one: 'Note : ', all: 'Notes' },
  de: { one: 'Anmerkung: ', all: 'Anmerkungen' },
  es: { one: 'Nota: ', all: 'Notas' },
  it: { one: 'Nota: ', all: 'Note' },
};

const wordsIn = (language: string): (typeof WORDS)[string] | undefined => WORDS[primaryLanguage(language)];

/** The beginning of a note, announced in the book's language where that has a word for it and the note does not say it itself. */
export function announced(item: FlowItem, language: string): FlowItem {
  const { block } = item;
  const word = wordsIn(language)?.one ?? '';
  if (word === '' || saysItself(block.text, word)) return item;
  const moved = word.length;
  const added = countLetters(word);
  return {
    ...item,
    block: {
      ...block,
      text: word + block.text,
      noteLinks: block.noteLinks.map((link) => ({ ...link, at: link.at + moved })),
      runs: block.runs.map((run) => ({ ...run, from: run.from + moved, to: run.to + moved })),
    },
    letters: item.letters + added,
    added,
  };
}

const FIRST_WORD = /^\P{L}*(\p{L}{1,20})/u;
const saysItself = (text: string, word: string): boolean =>
  FIRST_WORD.exec(text)?.[1]?.toLowerCase() === FIRST_WORD.exec(word)?.[1]?.toLowerCase();

/** One line over the notes at the end of a chapter; none where the language has no word for it. */
export function notesHeading(notes: readonly FlowItem[], language: string): readonly FlowItem[] {
  const [first] = notes;
  const text = wordsIn(language)?.all;
  if (first === undefined || text === undefined) return [];
  const letters = countLetters(text);
  const block = {
    ...first.block,
    kind: 'heading',
    level: LOWEST_LEVEL,
    text,
    language: null,
    anchors: [],
    noteLinks: [],
    runs: [],
    endsStanza: false,
  } as const;
  return [{ ...first, block, letters, added: letters, taken: [], fate: null, name: null }];
}

/** Of headings. */
const LOWEST_LEVEL = 6;
