import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodedAudio } from '../support/convert-process.js';
import { e2a } from '../support/e2a.js';
import { probeM4b } from '../support/m4b.js';
import { bookAt, sharedBooks } from '../support/shared-books.js';

const TEST_MS = 300_000;

describe('real books', () => {
  const books = sharedBooks();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-books-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.runIf(books !== null).each([
    ['alice-gutenberg', 3, 'CHAPTER I. Down the Rabbit-Hole', '1,5,12'],
    ['metamorphosis', 1, 'I', '1'],
  ] as const)(
    '%s: chapters, titles, marks on the timeline, cover',
    { timeout: TEST_MS },
    async (name, count, firstTitle, selection) => {
      const output = join(folder, `${name}.m4b`);
      const chosen = selection === null ? [] : ['--chapters', selection];
      const end = await e2a([
        'convert',
        bookAt(books ?? '', name),
        '--engine',
        'tone',
        '--data',
        join(folder, 'data'),
        '--output',
        output,
        ...chosen,
      ]);
      expect(end.code, end.stderr).toBe(0);
      const facts = await probeM4b(output);
      expect(facts.brand.trim()).toBe('M4B');
      expect(facts.audio).toMatchObject({ codec: 'aac', rate: 24_000, channels: 1, language: 'eng' });
      expect(facts.chapters).toHaveLength(count);
      expect(facts.chapters[0]?.title).toContain(firstTitle);
      const { samples } = await decodedAudio(output);
      for (const [index, chapter] of facts.chapters.entries()) {
        expect(Math.abs(chapter.startSample - Math.round(chapter.startSample / 3072) * 3072)).toBeLessThanOrEqual(0.5);
        expect(chapter.startSample).toBe(facts.chapters[index - 1]?.endSample ?? 0);
      }
      expect(facts.chapters.at(-1)?.endSample).toBeCloseTo(samples, 0);
    },
  );
});
