import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { systemClock } from '../../src/client/index.js';
import { startNats } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { fakeProcess } from './fake-terminal.js';

const TEST_MS = 120_000;
/** Enough for a novel and what its reader loads; far too little for a text that floods it. */
const LIMITS = { heapMb: 128, ms: TEST_MS };
const flood = (): string => 'Rain.\n\n'.repeat(2_000_000);

// In the process that reads books (compiled: run `npm run setup` after a change in src/).
describe('a book that would end the process that reads it', { timeout: TEST_MS }, () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-apart-'));
    await mkdir(join(home, 'shelf'));
    await writeFile(join(home, 'shelf/1 dawn.epub'), await writeNovel({ title: 'Dawn', chapters: 2, paragraphs: 1 }));
    await writeFile(join(home, 'shelf/2 flood.txt'), flood());
    await writeFile(join(home, 'shelf/3 dusk.epub'), await writeNovel({ title: 'Dusk', chapters: 2, paragraphs: 1 }));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('has one line among those of a folder, and the others are handed in', async () => {
    const server = await startNats();
    try {
      const argv = ['submit', 'shelf', '--engine', 'tone', '--server', server.url];
      const { surroundings, out, words } = fakeProcess(argv, home);
      const code = await runCli({ ...surroundings, clock: systemClock, readingLimits: LIMITS });
      const aboutBooks = words.written().replace(/^note: (?:.*: )?Voice .*\n/gm, '');
      expect(aboutBooks).toBe(
        'shelf/2 flood.txt: 2 flood.txt could not be read with 128 MB in 120 s: its reader ended without an answer. ' +
          'It needed more memory. (E2A-1005)\n' +
          '2 jobs for 2 books. 1 book could not be taken, see above. Look: e2a jobs\n',
      );
      expect(out.written()).toMatch(/^dawn-\w{4} {2}shelf\/1 dawn\.epub\ndusk-\w{4} {2}shelf\/3 dusk\.epub\n$/);
      expect(code).toBe(6);
    } finally {
      await server.stop();
    }
  });

  it('ends e2a plan with one clear error', async () => {
    const { surroundings, out, words } = fakeProcess(['plan', 'shelf/1 dawn.epub'], home);
    const code = await runCli({ ...surroundings, readingLimits: { ...LIMITS, ms: 1 } });
    expect([code, out.written()]).toEqual([6, '']);
    expect(words.written()).toMatch(/1 dawn\.epub could not be read with 128 MB in 0\.001 s[\s\S]*took too long/);
  });

  it('ends with the command when somebody stops it', async () => {
    const { surroundings, words, interrupt } = fakeProcess(['plan', 'shelf/2 flood.txt'], home);
    const running = runCli(surroundings);
    interrupt('SIGINT');
    expect([await running, words.written()]).toEqual([130, '']);
  });
});
