import type { DropReason, LeftOut } from '../book.js';
import type { Manuscript, SourceDocument } from '../manuscript.js';
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
  'non-linear': 'Pages beside the reading order',
};

/** One thing and many things, for what is dropped inside the text. */
const COUNTED: Partial<Record<DropReason, readonly [string, string]>> = {
  'note-mark': ['note mark', 'note marks'],
  'back-link': ['link back from a note', 'links back from notes'],
  'page-number': ['page number', 'page numbers'],
  image: ['picture', 'pictures'],
  hidden: ['hidden text', 'hidden texts'],
  code: ['piece of code', 'pieces of code'],
  formula: ['formula', 'formulas'],
  ornament: ['ornament', 'ornaments'],
  ruby: ['ruby text', 'ruby texts'],
  unreadable: ['file that cannot be read', 'files that cannot be read'],
  note: ['note in the text', 'notes in the text'],
};

/** The lines of the reading report, largest first. */
export function leftOutOf(flow: Flow, manuscript: Manuscript): readonly LeftOut[] {
  const lines = new Map<string, { what: string; why: DropReason; characters: number }>();
  for (const { fate, name, block } of flow.items) {
    if (fate === null || block.text === '') continue;
    const what = name ?? NAMES[fate] ?? 'Text';
    const line = lines.get(`${fate} ${what}`) ?? { what, why: fate, characters: 0 };
    line.characters += block.text.length;
    lines.set(`${fate} ${what}`, line);
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
export function ledgersOf(flow: Flow, manuscript: Manuscript): readonly Ledger[] {
  const spokenOf = new Map<number, number>();
  const headingsOf = new Map<number, number>();
  const add = (sums: Map<number, number>, key: number, letters: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + letters);
  };
  const droppedOf = manuscript.documents.map(
    ({ dropped }) => new Map(dropped.map(({ why, letters }) => [why, letters])),
  );
  for (const { document, fate, letters, block } of flow.items) {
    if (fate === null) add(spokenOf, document, letters);
    if (fate === null && block.kind === 'heading') add(headingsOf, document, letters);
    if (fate !== null) droppedOf[document]?.set(fate, (droppedOf[document]?.get(fate) ?? 0) + letters);
  }
  return manuscript.documents.map((document: SourceDocument, i) => ({
    document: document.name,
    spoken: spokenOf.get(i) ?? 0,
    headings: headingsOf.get(i) ?? 0,
    dropped: droppedOf[i] ?? new Map(),
    added: document.addedLetters,
  }));
}
