import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLOCK_HZ,
  encodeBook,
  type EncodingRequest,
  FORMATS,
  FLAC_HEADER_BYTES,
  readFlacHeader,
  type WrittenChapter,
  writeChapter,
} from '../../../src/audio/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { bestLag, decode, peakOf, probe, TAGS } from '../support/books.js';
import { chirp, inPieces } from '../support/sounds.js';

const DEADLINE_MS = 60_000;
const TITLES = ['Opening', 'Über; den = #Wolken', 'Third'];
const GAIN_DB = 2.5;
const ENCODED = FORMATS.filter((format) => format !== 'm4b');
type Encoded = EncodingRequest['format'];

describe('a book encoded in one go', () => {
  let folder = '';
  const written: WrittenChapter[] = [];
  const sounds = TITLES.map((_, i) => chirp(CLOCK_HZ * (1 + i) + 777 * i, i + 1, 0.3));
  const flacOf = (i: number): string => join(folder, `ch-${i}.flac`);
  const coverPath = (): string => join(folder, 'cover.png');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-encode-'));
    for (const [i, sound] of sounds.entries()) written.push(await writeChapter(inPieces(sound), flacOf(i)));
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=60x90', '-frames:v', '1', '-f', 'image2', coverPath()];
    await runProgram({ program: 'ffmpeg', args: ['-v', 'error', ...picture], deadlineMs: DEADLINE_MS });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const make = async (format: Encoded, name: string, over: Partial<EncodingRequest> = {}): Promise<string> => {
    const outPath = join(folder, `${name}.${format}`);
    const warnings = await encodeBook({
      format,
      chapters: TITLES.map((title, i) => ({
        title,
        samples: written[i]?.samples ?? 0,
        flac: () => createReadStream(flacOf(i)),
      })),
      tags: { ...TAGS, series: 'Clocks', seriesPart: '2.5', isbn: '9780000000001', subtitle: 'Or Not' },
      gainDb: GAIN_DB,
      coverPath: coverPath(),
      outPath,
      ...over,
    });
    expect(warnings).toEqual([]);
    return outPath;
  };
  const once = new Map<Encoded, Promise<string>>();
  /** The book in this format, made by whoever asks first. */
  const made = (format: Encoded): Promise<string> => {
    const path = once.get(format) ?? make(format, 'book');
    once.set(format, path);
    return path;
  };
  const total = (): number => written.reduce((sum, { samples }) => sum + samples, 0);

  it.each(ENCODED)('as %s is exactly as long as its chapters, and each is where it must be', async (format) => {
    const path = await made(format);
    const heard = await decode(path);
    expect(heard.length).toBe(total());
    let at = 0;
    for (const [i, { samples }] of written.entries()) {
      const { lag, correlation } = bestLag(
        heard,
        at + 2_400,
        (sounds[i] ?? new Int16Array()).subarray(2_400, 10_400),
        600,
      );
      expect({ i, lag }).toEqual({ i, lag: 0 });
      expect(correlation).toBeGreaterThan(0.97);
      at += samples;
    }
    expect(peakOf(heard)).toBeLessThan(0.75 * 32_768);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each(ENCODED)('as %s made twice is the same, byte for byte', async (format) => {
    const [first, second] = await Promise.all(
      [made(format), make(format, 'second')].map(async (path) => readFile(await path)),
    );
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  });

  it.each(['mp3', 'opus', 'flac'] as const)('as %s has its marks, tags and cover', async (format) => {
    const { chapters, format: file, streams } = await probe(await made(format));
    expect(chapters.map(({ tags }) => tags.title)).toEqual(TITLES);
    let start = 0;
    for (const [i, { samples }] of written.entries()) {
      expect(Math.abs(Number(chapters[i]?.start_time) - start / CLOCK_HZ)).toBeLessThan(0.0006);
      start += samples;
    }
    const tags = { ...file.tags, ...streams[0]?.tags };
    const inLowerCase = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
    expect(inLowerCase).toMatchObject({
      title: TAGS.title,
      album: TAGS.title,
      artist: 'Ada Writer, Ōe Kenzaburō',
      composer: TAGS.narrator,
      narrator: TAGS.narrator,
      genre: 'Audiobook',
      date: '1851-10-18',
      comment: TAGS.description,
      publisher: TAGS.publisher,
      series: 'Clocks',
      'series-part': '2.5',
      isbn: '9780000000001',
      subtitle: 'Or Not',
      track: '1/1',
    });
    const picture = streams.find((stream) => stream.codec_type === 'video');
    expect(picture).toMatchObject({ codec_name: 'mjpeg', disposition: { attached_pic: 1 } });
  });

  it('on a disk that is full names what it was for, and leaves nothing', async () => {
    await symlink('/dev/full', join(folder, 'full.wav.part'));
    await expect(make('wav', 'full')).rejects.toMatchObject({
      failure: { code: 'E2A-3002', what: 'Encoding full.wav failed.', why: expect.stringContaining('No space left') },
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('full'))).toEqual([]);
  });

  it('as mp3 counts its chapters in its table of them', async () => {
    const bytes = await readFile(await made('mp3'));
    const table = bytes.indexOf('CTOC');
    // Frame header of 10 bytes, the name `toc`, its zero, flags: then the count.
    expect(bytes[table + 10 + 4 + 1]).toBe(TITLES.length);
    expect(bytes.includes('Info')).toBe(true);
  });

  it('as flac says how many samples there are, and their checksum', async () => {
    const file = await open(await made('flac'));
    const { buffer } = await file.read(Buffer.alloc(FLAC_HEADER_BYTES), 0, FLAC_HEADER_BYTES, 0);
    await file.close();
    const header = readFlacHeader(buffer);
    expect(header).toMatchObject({ ok: true, value: { samples: total(), sampleRate: CLOCK_HZ, bitsPerSample: 16 } });
    expect(header.ok && header.value.md5).toMatch(/^[0-9a-f]{32}$/);
  });

  it('as wav is a RIFF file of its size', async () => {
    const bytes = await readFile(await made('wav'));
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });

  it('of one chapter carries its title and number, and no marks', async () => {
    const [first] = written;
    const path = await make('opus', 'part', {
      chapters: [{ title: 'Second', samples: first?.samples ?? 0, flac: () => createReadStream(flacOf(0)) }],
      tags: { ...TAGS, chapter: { title: 'Second', n: 2, of: 3 } },
    });
    const { chapters, streams } = await probe(path);
    expect(chapters).toEqual([]);
    expect(streams[0]?.tags).toMatchObject({ title: 'Second', album: TAGS.title, track: '2/3' });
  });

  it('names the chapter whose sound is cut, altered or too short, and leaves nothing behind', async () => {
    const whole = await readFile(flacOf(1));
    const broken = join(folder, 'broken.flac');
    const altered = Buffer.from(whole);
    altered.fill(0x55, 9_000, 9_100);
    for (const bytes of [whole.subarray(0, whole.length / 2), altered]) {
      await writeFile(broken, bytes);
      const chapters = [{ title: 'Rotten', samples: written[1]?.samples ?? 0, flac: () => createReadStream(broken) }];
      await expect(make('mp3', 'rotten', { chapters })).rejects.toMatchObject({
        failure: { code: 'E2A-3004', what: 'The joined sound of Rotten is not usable.' },
      });
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('rotten'))).toEqual([]);
  });

  it('passes on the error of a store that does not answer', async () => {
    const gone = new Error('the store is away');
    async function* nothing(): AsyncGenerator<Uint8Array> {
      yield* [];
      throw gone;
    }
    const chapters = [{ title: 'One', samples: 3_072, flac: nothing }];
    await expect(make('flac', 'away', { chapters })).rejects.toBe(gone);
  });

  it('does without a cover that is none, and says so', async () => {
    const text = join(folder, 'text');
    await writeFile(text, 'no picture');
    const chapters = [{ title: 'One', samples: written[0]?.samples ?? 0, flac: () => createReadStream(flacOf(0)) }];
    const outPath = join(folder, 'bare.mp3');
    const order = { format: 'mp3', chapters, tags: TAGS, gainDb: 0, coverPath: text, outPath } as const;
    expect(await encodeBook(order)).toEqual([expect.stringMatching(/^The cover was left out: /)]);
    expect((await probe(outPath)).streams).toHaveLength(1);
  });
});
