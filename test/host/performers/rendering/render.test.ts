import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLOCK_HZ,
  encodeChapter,
  EXTRAS,
  FORMATS,
  type Rendition,
  silence,
  timingsName,
  writeChapter,
} from '../../../../src/audio/index.js';
import { createMemoryCluster } from '../../../../src/cluster/memory/index.js';
import type { Cluster } from '../../../../src/cluster/ports/index.js';
import { systemClock } from '../../../../src/host/index.js';
import { collect } from '../../../../src/host/objects.js';
import { renderBook } from '../../../../src/host/performers/rendering/render.js';
import { openPlanShelf } from '../../../../src/host/plan-shelf.js';
import { planApart } from '../../../../src/host/reading/plan-apart.js';
import { decode, probe } from '../../../audio/support/books.js';
import { chirp, inPieces } from '../../../audio/support/sounds.js';

const TEST_MS = 60_000;
const JOB = 'a-tale-7f3a';
/** All that names have had trouble with. */
const ODD_TITLE = `A/B: \u202e"סוף" 🐋 ${'und so weiter '.repeat(30)}`;

interface Wish {
  readonly rendition: Rendition;
  readonly title?: string;
  readonly chapters?: readonly string[];
  readonly cover?: Uint8Array;
  readonly timed?: boolean;
  readonly sound?: Int16Array;
  readonly language?: string;
}

describe('what was ordered, made of the chapters of a book', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-render-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const storeChapters = async (
    cluster: Cluster,
    { chapters = ['One'], sound = chirp(CLOCK_HZ, 1, 0.3), timed = true }: Wish,
  ) => {
    const flac = join(await mkdtemp(join(folder, 'sound-')), 'chapter.flac');
    const { samples } = await writeChapter(inPieces(sound), flac);
    await encodeChapter(flac, `${flac}.aac`, { gainDb: 0, samples });
    const stored = [];
    for (const [index, title] of chapters.entries()) {
      const id = `ch-${String(index + 1).padStart(3, '0')}`;
      const [audio, packets] = [`${JOB}/${id}-1a.flac`, `${JOB}/${id}-1a.aac`];
      await cluster.audio.put(audio, createReadStream(flac), title);
      await cluster.audio.put(packets, createReadStream(`${flac}.aac`), title);
      const sentences = [{ text: `${title}.`, start: 0, end: CLOCK_HZ / 2, words: null }];
      const timings = { v: 1, chapter: id, title, samples, sentences };
      if (timed) await cluster.audio.put(timingsName(audio), Buffer.from(JSON.stringify(timings)), title);
      stored.push({ id, title, audio, packets, samples });
    }
    return stored;
  };

  const render = async (wish: Wish, cluster = createMemoryCluster({ clock: systemClock })) => {
    const workFolder = await mkdtemp(join(folder, 'work-'));
    if (wish.cover !== undefined) await cluster.books.put('cover', wish.cover, 'cover');
    const task = {
      type: 'render',
      attempt: 1,
      digest: '7f3a',
      orderedAt: 0,
      facts: { title: wish.title ?? 'A Tale', authors: ['Ada'], language: wish.language ?? 'en' },
      cover: wish.cover === undefined ? null : 'cover',
      narrator: 'tone',
      rendition: { ...wish.rendition, extras: [...wish.rendition.extras] },
      voices: [],
      gainDb: 0,
      chapters: await storeChapters(cluster, wish),
    };
    const context = {
      cluster,
      plans: openPlanShelf(cluster.books),
      planner: planApart,
      workFolder,
      clock: systemClock,
      node: 'here',
      version: '0.0.0-test',
      mayReadElsewhere: () => false,
    };
    const replyTo = { kind: 'book', job: JOB };
    const item = { class: 'media', priority: 'p1', job: JOB, chapter: 'book', item: 'assemble', attempt: 1 } as const;
    const made = await renderBook({ ...item, replyTo, task }, context, new AbortController().signal);
    expect(await readdir(workFolder)).toEqual([]);
    const files = made['files'] as readonly { readonly name: string; readonly object: string }[];
    const bring = async (n: number): Promise<string> => {
      const path = join(await mkdtemp(join(folder, 'made-')), `file-${n}`);
      const content = await cluster.audio.get(files[n]?.object ?? '');
      await writeFile(path, content === null ? '' : await collect(content));
      return path;
    };
    return { warnings: made['warnings'], names: files.map(({ name }) => name), files, bring };
  };

  it.each(FORMATS)('is one %s of a chapter that is nothing but silence', { timeout: TEST_MS }, async (format) => {
    const sound = silence(3 * CLOCK_HZ);
    const { bring, warnings } = await render({ rendition: { format, split: 'none', extras: [] }, sound });
    expect(warnings).toEqual([]);
    const pcm = await decode(await bring(0));
    expect(pcm.length).toBeGreaterThanOrEqual(sound.length);
    expect(Math.max(...pcm.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('has names for every file system, whatever the title', { timeout: TEST_MS }, async () => {
    const wish: Wish = { rendition: { format: 'mp3', split: 'chapters', extras: EXTRAS }, title: ODD_TITLE };
    const { names, bring } = await render({ ...wish, chapters: [ODD_TITLE, ''], language: 'he' });
    expect(names).toContain('02 - audiobook.mp3');
    for (const name of names) {
      expect(name).not.toMatch(/[/\\:*?"<>|\u202e]|^\.|[. ]$/);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    }
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect((await probe(await bring(0))).format.tags).toMatchObject({ artist: 'Ada', track: '1/2' });
    const epub = await EpubCheck.validate(await readFile(await bring(names.length - 1)));
    expect(epub.messages.filter(({ severity }) => severity !== 'info' && severity !== 'usage')).toEqual([]);
  });

  it('says which chapters an older e2a has joined, and how they are joined anew', { timeout: TEST_MS }, async () => {
    const wish: Wish = { rendition: { format: 'mp3', split: 'none', extras: ['srt', 'epub'] }, timed: false };
    const { names, warnings } = await render({ ...wish, chapters: ['One', 'Two'] });
    expect(names).toEqual(['A Tale.mp3', 'A Tale.srt', 'A Tale (read along).epub']);
    expect(warnings).toEqual([
      `Where the words of One, Two are heard is not known: they were joined by an older e2a. e2a retry ${JOB} --chapters all joins them anew.`,
    ]);
  });

  it('says that a cover cannot be used, in a format that has no place for one, too', { timeout: TEST_MS }, async () => {
    const rendition: Rendition = { format: 'wav', split: 'none', extras: ['cover'] };
    const { names, warnings } = await render({ rendition, cover: Buffer.from('no picture') });
    expect(names).toEqual(['A Tale.wav']);
    expect(warnings).toEqual(['The cover was left out: it is no JPEG, PNG, GIF, WebP, BMP or TIFF picture.']);
  });

  it('is the same after a node was killed between two files of it', { timeout: TEST_MS }, async () => {
    const cluster = createMemoryCluster({ clock: systemClock });
    const wish: Wish = { rendition: { format: 'm4b', split: 'chapters', extras: ['m3u'] }, chapters: ['One', 'Two'] };
    const put = cluster.audio.put.bind(cluster.audio);
    const written: string[] = [];
    cluster.audio.put = async (name, ...rest) => {
      if (name.endsWith('02 - Two.m4a') && !written.includes(name)) {
        written.push(name);
        throw new Error('killed');
      }
      written.push(name);
      return put(name, ...rest);
    };
    await expect(render(wish, cluster)).rejects.toThrow('killed');
    const { files } = await render(wish, cluster);
    expect(files.map(({ name }) => name)).toEqual(['01 - One.m4a', '02 - Two.m4a', 'A Tale.m3u8']);
    expect(written.filter((name) => name.endsWith('01 - One.m4a'))).toHaveLength(1);
  });
});
