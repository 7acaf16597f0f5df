import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleBook, CLOCK_HZ } from '../../../src/audio/index.js';
import { boxAt } from '../../../src/audio/m4b/boxes.js';
import { chapterTitle, indexFault, readFileIndex } from '../../../src/audio/m4b/index.js';
import { decode, makeBook, probe, TAGS } from '../support/books.js';
import { chirp } from '../support/sounds.js';

const ODD = [
  'Emoji 🐋🏴‍☠️👨‍👩‍👧',
  'x'.repeat(300),
  '🐋'.repeat(100),
  '“Quotes” \'and\' "more"',
  '第一章 '.repeat(60),
  '',
];
const titleOf = (i: number): string => ODD[i % 50] ?? `Chapter ${i + 1}`;

/** Titles in Nero's list: after nine bytes a time of eight, a length of one and the text for each. */
function neroTitles(list: Buffer): string[] {
  const titles: string[] = [];
  for (let at = 9; at < list.length; ) {
    const length = list[at + 8] ?? 0;
    titles.push(list.toString('utf8', at + 9, at + 9 + length));
    at += 9 + length;
  }
  return titles;
}

describe('13 a book of very many chapters', () => {
  const made = { folder: '', adts: '', samples: 0 };
  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
    const one = await makeBook(made.folder, [{ title: 'x', sound: chirp(CLOCK_HZ, 7) }]);
    made.adts = one.adts[0] ?? '';
    made.samples = one.written[0]?.samples ?? 0;
  });
  afterAll(() => rm(made.folder, { recursive: true }));

  async function assemble(count: number): Promise<string> {
    const outPath = join(made.folder, `${count}.m4b`);
    const chapters = Array.from({ length: count }, (_, i) => ({
      title: titleOf(i),
      samples: made.samples,
      adts: () => createReadStream(made.adts),
    }));
    await assembleBook({ chapters, tags: TAGS, outPath });
    return outPath;
  }

  it.each([1, 255, 256, 300])('has every one of %i marks exact and every title whole', async (count) => {
    const path = await assemble(count);
    const expected = Array.from({ length: count }, (_, i) => ({
      at: i * made.samples,
      title: chapterTitle(titleOf(i), i + 1),
    }));
    const { chapters } = await probe(path);
    expect(chapters.map((c) => ({ at: Number(c.start_time) * CLOCK_HZ, title: c.tags.title }))).toEqual(
      expected.map(({ at, title }) => ({ at: expect.closeTo(at, 3), title })),
    );
    const { format } = await parseFile(path, { includeChapters: true });
    expect(format.chapters?.map((c) => ({ at: (c.start / (c.timeScale ?? 1)) * CLOCK_HZ, title: c.title }))).toEqual(
      expected.map(({ at, title }) => ({ at: expect.closeTo(at, 3), title })),
    );
    const file = await readFileIndex(path);
    expect(indexFault(file, count)).toBeNull();
    const list = boxAt(file.index, 'udta', 'chpl');
    expect(list !== null).toBe(count <= 255);
    if (list?.kind === 'leaf') expect(neroTitles(Buffer.from(list.body))).toEqual(expected.map(({ title }) => title));
    expect((await decode(path)).length).toBe(count * made.samples);
  });
});
