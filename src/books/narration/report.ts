import type { DropReason, LeftOut } from '../book.js';
import type { Manuscript, SourceDocument } from '../manuscript.js';
import { countLetters } from '../markup/index.js';
import type { Flow } from './flow.js';

/** What became of the letters of one document: `spoken` + the sum of `dropped` = letters of the file + `added`. */
export interface Ledger {
  readonly document: string;
  readonly spoken: number;
  /** Part of `spoken`: headings, which chapters may say in the words of the contents. */
  readonly headings: number;
  readonly dropped: ReadonlyMap<DropReason, number>;
  readonly added: number;
}

const NAMES: Partial<Record<DropReason, string>> = {
  licence: 'Licence',
  cover: 'Cover',
  'title-page': 'Title page',
  contents: 'Contents',
  copyright: 'Copyright page',
  note: 'Notes',
  index: 'Index',
  table: 'Tables',
  code: 'Code',
  image: 'Descriptions of pictures',
  caption: 'Captions',
  'stage-direction': 'Stage directions',
  'non-linear': 'Pages beside the reading order',
};

/** One thing and many things, for what is dropped inside the text. */
const COUNTED: Partial<Record<DropReason, readonly [string, string]>> = {
  'note-mark': ['note mark', 'note marks'],
  'back-link': ['link back from a note', 'links back from notes'],
  'page-number': ['page number', 'page numbers'],
  image: ['picture', 'pictures'],
  hidden: ['hidden text', 'hidden texts'],
  formula: ['formula, said in words', 'formulas, said in words'],
  ornament: ['ornament', 'ornaments'],
  ruby: ['ruby text', 'ruby texts'],
  unreadable: ['file that cannot be read', 'files that cannot be read'],
  note: ['note in the text', 'notes in the text'],
};

/** The lines of the reading report, largest first. */
export function leftOutOf(flow: Pick<Flow, 'items'>, manuscript: Manuscript): readonly LeftOut[] {
  const lines = new Map<string, { what: string; why: DropReason; characters: number }>();
  const add = (why: DropReason, what: string, text: string): void => {
    const line = lines.get(`${why} ${what}`) ?? { what, why, characters: 0 };
    line.characters += text.length;
    lines.set(`${why} ${what}`, line);
  };
  for (const { fate, name, block, taken } of flow.items) {
    for (const { why, text } of taken) add(why, NAMES[why] ?? 'Text', text);
    if (fate !== null && block.text !== '') add(fate, name ?? NAMES[fate] ?? 'Text', block.text);
  }
  return [...lines.values(), ...inlineOf(manuscript)].sort((a, b) => b.characters - a.characters);
}

function inlineOf(manuscript: Manuscript): LeftOut[] {
  const sums = new Map<DropReason, { count: number; characters: number }>();
  for (const { why, count, characters } of manuscript.documents.flatMap((document) => document.dropped)) {
    const sum = sums.get(why) ?? { count: 0, characters: 0 };
    sums.set(why, { count: sum.count + count, characters: sum.characters + characters });
  }
  return [...sums].map(([why, { count, characters }]) => {
    const [one, many] = COUNTED[why] ?? [why, why];
    return { what: `${count} ${count === 1 ? one : many}`, why, characters };
  });
}

/** The balance of every document, for the conservation law. */
export function ledgersOf(flow: Pick<Flow, 'items'>, manuscript: Manuscript): readonly Ledger[] {
  const spokenOf = new Map<number, number>();
  const headingsOf = new Map<number, number>();
  const addedOf = new Map<number, number>();
  const add = <Key>(sums: Map<Key, number>, key: Key, letters: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + letters);
  };
  const droppedOf = manuscript.documents.map(
    ({ dropped }) => new Map(dropped.map(({ why, letters }) => [why, letters])),
  );
  const drop = (document: number, why: DropReason, letters: number): void => {
    const sums = droppedOf[document];
    if (sums) add(sums, why, letters);
  };
  for (const { document, fate, letters, added = 0, block, taken } of flow.items) {
    add(addedOf, document, added);
    for (const { why, text } of taken) drop(document, why, countLetters(text));
    if (fate === null) add(spokenOf, document, letters);
    if (fate === null && block.kind === 'heading') add(headingsOf, document, letters);
    if (fate !== null) drop(document, fate, letters);
  }
  return manuscript.documents.map((document: SourceDocument, i) => ({
    document: document.name,
    spoken: spokenOf.get(i) ?? 0,
    headings: headingsOf.get(i) ?? 0,
    dropped: droppedOf[i] ?? new Map(),
    added: document.addedLetters + (addedOf.get(i) ?? 0),
  }));
}
