import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DROP_REASONS } from '../../src/books/book.js';
import { readEpub } from '../../src/books/epub/index.js';
import { NARRATORS_CHOICE, PARTS, type ReadingChoice } from '../../src/books/index.js';
import type { Block, Manuscript } from '../../src/books/manuscript.js';
import { narrate } from '../../src/books/narration/index.js';
import { SMALL_CASES } from '../fixtures/all-cases.js';
import { lettersIn, textOfMarkup } from '../fixtures/letter-counter.js';
import { plainUnzip } from '../fixtures/plain-unzip.js';
import type { Files } from '../fixtures/small-book.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED, sharedBookNames } from './shared-books.js';

/** The two ends of what a listener can ask for. */
const CHOICES: { readonly [name: string]: ReadingChoice } = {
  'as a narrator reads': NARRATORS_CHOICE,
  'with everything included': { include: PARTS, exclude: [], notes: 'end' },
  'with notes in their places': { include: PARTS, exclude: [], notes: 'inline' },
};
const REASONS: ReadonlySet<string> = new Set(DROP_REASONS);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);

/** Letters of every file of an archive, counted without the reader. */
const countedApart = (bytes: Buffer): ReadonlyMap<string, number> =>
  new Map(
    [...plainUnzip(bytes)].map(([name, content]) => [folded(name), lettersIn(textOfMarkup(content.toString('utf8')))]),
  );

/** Letters of what a made book was made of, before any encoding. */
const countedInSource = (files: Files): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(files).map(([name, content]) => {
      const text =
        typeof content === 'string' ? content : Buffer.isBuffer(content) ? content.toString('utf8') : content.text;
      return [folded(name), lettersIn(textOfMarkup(text))];
    }),
  );

/** Names as archives write them are one when they mean one. */
const folded = (name: string): string => name.replaceAll('\\', '/').normalize('NFC').toLowerCase();

/** Documents whose letters do not add up, and reasons nobody knows; empty when the law holds. */
async function breaches(
  manuscript: Manuscript,
  letters: ReadonlyMap<string, number>,
  choice: ReadingChoice,
): Promise<readonly string[]> {
  const { book, ledgers } = await narrate(manuscript, choice);
  const found: string[] = [];
  for (const { document, spoken, dropped, added } of ledgers) {
    // Named in the report; what it holds is no text, or is not there.
    if (dropped.has('unreadable')) continue;
    const inFile = letters.get(folded(document)) ?? 0;
    const accounted = spoken + sum(dropped.values()) - added;
    if (accounted !== inFile) found.push(`${document}: ${inFile} letters, ${accounted} accounted for`);
    for (const [why, count] of dropped) {
      if (!REASONS.has(why) || count < 0) found.push(`${document}: ${count} letters left out for "${why}"`);
    }
  }
  const passages = book.chapters.flatMap((chapter) => chapter.passages);
  const said = (heading: boolean): number =>
    sum(passages.filter(({ kind }) => (kind === 'heading') === heading).map(({ text }) => lettersIn(text)));
  const [body, headings] = [
    sum(ledgers.map((ledger) => ledger.spoken - ledger.headings)),
    sum(ledgers.map((ledger) => ledger.headings)),
  ];
  if (said(false) !== body) found.push(`chapters say ${said(false)} letters beside headings, ledgers ${body}`);
  // The contents may say more than the heading on the page, never less.
  if (said(true) < headings) found.push(`chapters say ${said(true)} letters of headings, ledgers ${headings}`);
  for (const { why, what } of book.leftOut) if (!REASONS.has(why)) found.push(`${what}: "${why}" is no reason`);
  return found;
}

describe.skipIf(!HAS_BOOKS).each(sharedBookNames())(`no letter of %s is lost${SKIPPED}`, (file) => {
  const opened = once(async () => {
    const bytes = readFileSync(join(BOOKS_FOLDER, file));
    return { manuscript: await readEpub(bytes, file), letters: countedApart(bytes) };
  });

  it.each(Object.entries(CHOICES))('%s', async (_, choice) => {
    const { manuscript, letters } = await opened();
    expect(await breaches(manuscript, letters, choice)).toEqual([]);
  });

  it('and a block that is missing or said twice would be noticed', async () => {
    const { manuscript, letters } = await opened();
    const at = manuscript.documents.findIndex(({ blocks }) => blocks.some(({ text }) => lettersIn(text) > 0));
    for (const change of [
      (blocks: readonly Block[]) => blocks.filter((block) => block !== blocks.find(({ text }) => lettersIn(text) > 0)),
      (blocks: readonly Block[]) => [...blocks, ...blocks],
    ]) {
      const documents = manuscript.documents.map((document, i) =>
        i === at ? { ...document, blocks: change(document.blocks) } : document,
      );
      const broken = await breaches({ ...manuscript, documents }, letters, NARRATORS_CHOICE);
      expect(broken.join()).toContain('accounted for');
    }
  });
});

const MADE = Object.values(SMALL_CASES)
  .flat()
  .flatMap(({ name, files, make, expected }) =>
    files === null || expected.outcome === 'refused' ? [] : [{ name, files, make }],
  );

describe('no letter of an odd book is lost', () => {
  it.each(MADE)('$name', async ({ files, make }) => {
    const manuscript = await readEpub(make(), 'book.epub');
    for (const choice of Object.values(CHOICES)) {
      expect(await breaches(manuscript, countedInSource(files), choice)).toEqual([]);
    }
  });
});
