import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inside, squareOf } from '../../../src/audio/ffmpeg/cover-filters.js';
import { coverBeside, squareCover } from '../../../src/audio/index.js';
import { runProgram } from '../../../src/programs/index.js';

const made = { folder: '' };
beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
});
afterAll(() => rm(made.folder, { recursive: true }));

const out = (): string => join(made.folder, 'out.jpg');

async function picture(name: string, size: string, ...more: string[]): Promise<string> {
  const path = join(made.folder, name);
  const input = ['-f', 'lavfi', '-i', `testsrc=size=${size}`];
  const args = ['-v', 'error', '-y', ...input, '-frames:v', '1', ...more, path];
  await runProgram({ program: 'ffmpeg', args, deadlineMs: 60_000 });
  return path;
}

/** Start of frame of a JPEG: 0xc0 is baseline. */
const isBaseline = async (path: string): Promise<boolean> =>
  (await readFile(path)).includes(Buffer.from([0xff, 0xc0, 0]));

async function pixel(path: string, x: number, y: number): Promise<readonly number[]> {
  const args = ['-v', 'error', '-i', path, '-vf', `format=rgb24,crop=1:1:${x}:${y}`, '-f', 'rawvideo', 'pipe:1'];
  return [...(await runProgram({ program: 'ffmpeg', args, deadlineMs: 20_000 })).stdout];
}

async function sizeOf(path: string): Promise<string> {
  const show = ['-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0'];
  const { stdout } = await runProgram({ program: 'ffprobe', args: ['-v', 'error', ...show, path], deadlineMs: 20_000 });
  return Buffer.from(stdout).toString('utf8').trim();
}

describe('the cover inside the file', () => {
  it.each([
    ['c.jpg', '300x400', 400],
    ['c.png', '200x100', 200],
    ['c.gif', '201x101', 200],
    ['c.bmp', '201x101', 200],
    ['c.tiff', '201x101', 200],
    ['c.webp', '201x101', 200],
    ['large.jpg', '3200x2400', 1_600],
    ['tiny.png', '1x1', 2],
  ])('%s of %s becomes a square baseline JPEG of %i', async (name, size, side) => {
    expect(await squareCover(await picture(name, size), out())).toEqual({ usable: true, path: out() });
    expect(await sizeOf(out())).toBe(`mjpeg,${side},${side}`);
    expect(await isBaseline(out())).toBe(true);
  });

  it('is padded and not cropped: margins left and right of an upright one, the picture in the middle', async () => {
    await squareCover(await picture('upright.png', '200x400', '-vf', 'drawbox=color=red:t=fill'), out());
    const [margin = 0] = await pixel(out(), 20, 200);
    expect(margin).toBeGreaterThan(20);
    expect(margin).toBeLessThan(45);
    for (const [x, y] of [
      [200, 4],
      [200, 395],
      [104, 200],
      [295, 200],
    ] as const) {
      expect((await pixel(out(), x, y))[0], `${x} ${y}`).toBeGreaterThan(240);
    }
  });

  it('does not mind what its file is called', async () => {
    const path = join(made.folder, '100%d cover.txt');
    await rename(await picture('c.png', '200x100'), path);
    expect(await squareCover(path, out())).toMatchObject({ usable: true });
  });

  it.each([
    ['text', 'this is no picture'],
    ['nothing', ''],
    ['a playlist', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n'],
    ['only the beginning of a PNG', '\x89PNG\r\n\x1a\n'],
    ['only the beginning of a JPEG', '\xff\xd8\xff\xe0'],
  ])('%s is left out with a warning', async (_, content) => {
    const path = join(made.folder, 'broken');
    await writeFile(path, content, 'latin1');
    for (const cover of [await squareCover(path, out()), await coverBeside(path, out())]) {
      expect(cover).toEqual({ usable: false, warning: expect.stringContaining('The cover was left out') });
    }
  });

  it('a missing one is left out with a warning, and an abort is no warning', async () => {
    const missing = join(made.folder, 'nowhere.jpg');
    expect(await squareCover(missing, out())).toMatchObject({ warning: expect.stringContaining('ENOENT') });
    await expect(squareCover(missing, out(), AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  });
});

describe('the cover beside the file', () => {
  it('is the JPEG that the book has, byte for byte', async () => {
    const path = await picture('own.jpg', '300x400');
    expect(await coverBeside(path, out())).toEqual({ usable: true, path: out() });
    expect(Buffer.compare(await readFile(path), await readFile(out()))).toBe(0);
  });

  it('is made a JPEG of its own shape from anything else', async () => {
    await coverBeside(await picture('own.webp', '300x400'), out());
    expect(await sizeOf(out())).toBe('mjpeg,300,400');
  });

  it('is made anew from a JPEG that is cut', async () => {
    const path = await picture('cut.jpg', '600x800');
    await truncate(path, Math.floor((await readFile(path)).length / 2));
    await coverBeside(path, out());
    expect(await sizeOf(out())).toBe('mjpeg,600,800');
  });

  it('leaves nothing else beside it', async () => {
    expect((await readdir(made.folder)).filter((name) => name.includes('part'))).toEqual([]);
  });
});

describe('the filters', () => {
  it('pad to the longer side, at most 1600', () => {
    const square = (side: number) => [
      `scale=${side}:${side}:force_original_aspect_ratio=decrease`,
      `pad=${side}:${side}:(ow-iw)/2:(oh-ih)/2:color=0x202020`,
      'format=yuvj420p',
    ];
    expect(squareOf({ width: 600, height: 901 })).toEqual(square(900));
    expect(squareOf({ width: 4_000, height: 3_000 })).toEqual(square(1_600));
    expect(squareOf({ width: 1, height: 1 })).toEqual(square(2));
    expect(inside()).toEqual([
      "scale='min(1600,iw)':'min(1600,ih)':force_original_aspect_ratio=decrease",
      'format=yuvj420p',
    ]);
  });
});
