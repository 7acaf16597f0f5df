import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, type Passage, readBook } from '../../src/books/index.js';
import { MAX_SEGMENT_CHARACTERS, segmentsOf } from '../../src/planning/segments.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED } from '../books/shared-books.js';

const NOVELS = ['pride-and-prejudice-standardebooks.epub', 'mystere-chambre-jaune-fr.epub'];
/** The packs before and behind the place of an edit, as they were and as they are. */
const MOST_SPOKEN_AGAIN = 6 * MAX_SEGMENT_CHARACTERS;

describe.skipIf(!HAS_BOOKS)(`a word changed in a novel${SKIPPED}`, () => {
  it.each(NOVELS)('%s: only what is near it is spoken again', async (name) => {
    const book = await readBook(readFileSync(join(BOOKS_FOLDER, name)), name, NARRATORS_CHOICE);
    const chapters = book.chapters.filter(({ passages }) => passages.length > 10);
    const keysOf = (passages: readonly Passage[]) =>
      segmentsOf({ title: '', kind: 'chapter', passages }, book.language, 'p');
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (chapter, pick) => {
        const passages = chapters[chapter % chapters.length]?.passages ?? [];
        const at = pick % passages.length;
        const edited = { kind: 'paragraph', ...passages[at], text: `Xerxes ${passages[at]?.text}` } as Passage;
        const known = new Set(keysOf(passages).map(({ key }) => key));
        const again = keysOf(passages.with(at, edited)).filter(({ key }) => !known.has(key));
        const spoken = again.reduce((sum, { characters }) => sum + characters, 0);
        expect(spoken).toBeLessThanOrEqual(MOST_SPOKEN_AGAIN + edited.text.length);
      }),
      { numRuns: 12 },
    );
  });
});
