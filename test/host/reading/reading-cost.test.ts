import { describe, expect, it } from 'vitest';
import { measuredApart } from '../../../src/host/reading/plan-apart.js';
import { PLAIN_READING } from '../../../src/planning/index.js';
import { writeNovel } from '../../support/novel.js';

/** What a long book may cost: 600,000 characters in 300 MB. `npm run bench -- reading` measures the time, which no test judges. */
const CHARACTERS = 600_000;
const MOST_MB = 300;

describe('a book of 600,000 characters', () => {
  it('is read and planned in less than 300 MB; the time is printed', { timeout: 120_000 }, async () => {
    const request = {
      bytes: await writeNovel({ title: 'A Long Book', chapters: 40, paragraphs: 48 }),
      fileName: 'long.epub',
      profile: 'p',
      chapters: null,
      prefix: 'long/',
      reading: PLAIN_READING,
      languageVoices: [],
      type: 'plan' as const,
    };
    const { answer, peakMb, cpuMs } = await measuredApart(request, new AbortController().signal);
    if (answer.type !== 'planned') throw new Error(`not planned: ${JSON.stringify(answer)}`);
    const characters = answer.planned.plan.chapters.reduce((sum, chapter) => sum + chapter.characters, 0);
    process.stderr.write(`read and planned ${characters} characters: ${cpuMs} ms of the processor, ${peakMb} MB\n`);
    expect(characters).toBeGreaterThan(CHARACTERS);
    expect(peakMb).toBeLessThan(MOST_MB);
  });
});
