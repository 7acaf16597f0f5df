import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleBook } from '../../../src/audio/index.js';
import { makeBook, TAGS } from '../support/books.js';
import { chirp } from '../support/sounds.js';

const PACKAGER = join(import.meta.dirname, '../support/packager.mjs');

describe('14 a packager that is killed', () => {
  const made: { folder: string; parts: { title: string; samples: number; adts: string }[]; whole: Buffer } = {
    folder: '',
    parts: [],
    whole: Buffer.alloc(0),
  };

  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
    const sounds = [1, 2, 3].map((n) => ({ title: `Chapter ${n}`, sound: chirp(30_000, n) }));
    const book = await makeBook(made.folder, sounds);
    made.parts = sounds.map(({ title }, i) => ({
      title,
      samples: book.written[i]?.samples ?? 0,
      adts: book.adts[i] ?? '',
    }));
    made.whole = await readFile(book.path);
  });
  // ffmpeg outlives its parent by the moment it needs to notice.
  afterAll(() => rm(made.folder, { recursive: true, maxRetries: 5 }));

  it('leaves nothing but .part files, and the next one makes the same book', async () => {
    const before = await readdir(made.folder);
    const order = join(made.folder, 'order.json');
    const again = join(made.folder, 'again.m4b');
    await writeFile(order, JSON.stringify({ chapters: made.parts, tags: TAGS, outPath: join(made.folder, 'out.m4b') }));
    const packager = spawn(process.execPath, [PACKAGER, order], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [said] = await once(createInterface(packager.stdout), 'line');
    expect(said).toBe('stalled');
    packager.kill('SIGKILL');
    await once(packager, 'exit');
    const left = (await readdir(made.folder)).filter((name) => !before.includes(name) && name !== 'order.json');
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((name) => !name.endsWith('.part'))).toEqual([]);
    await assembleBook({
      chapters: made.parts.map(({ title, samples, adts }) => ({ title, samples, adts: () => createReadStream(adts) })),
      tags: TAGS,
      outPath: again,
    });
    expect(Buffer.compare(await readFile(again), made.whole)).toBe(0);
  });
});
