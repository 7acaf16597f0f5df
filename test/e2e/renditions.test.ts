import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, probe } from '../audio/support/books.js';
import { startConvert } from '../support/convert-process.js';
import { e2a, userEnvironment } from '../support/e2a.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 240_000;

describe('convert to what was ordered', () => {
  let folder = '';
  let novel = '';
  const inFolder = (name: string): string => join(folder, name);
  const tone = (...more: string[]): string[] => [novel, '--engine', 'tone', '--data', inFolder('data'), ...more];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-formats-'));
    novel = inFolder('novel.epub');
    await mkdir(inFolder('shelf'));
    await writeFile(novel, await writeNovel({ title: 'A Short Night', chapters: 2, paragraphs: 2 }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Samples on the clock, by what a player plays. */
  const lengths: number[] = [];

  it.each(['m4b', 'mp3', 'opus', 'flac', 'wav'])('one file of each kind: %s', { timeout: TEST_MS }, async (format) => {
    const path = inFolder(`night.${format}`);
    const end = await e2a(['convert', ...tone('--output', path)]);
    expect(end.stderr).toContain('Done.');
    expect(end).toMatchObject({ code: 0, stdout: path });
    if (format !== 'm4b') expect(end.stderr).toMatch(/All \d+ segments are spoken already/);
    const { chapters } = await probe(path);
    if (format !== 'wav')
      expect(chapters.map(({ tags }) => tags.title)).toEqual(['Part 1 of the tale', 'Part 2 of the tale']);
    lengths.push((await decode(path)).length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('on a shelf: a folder with all of it, there already the second time', { timeout: TEST_MS }, async () => {
    const ordered = tone(
      '--format',
      'mp3',
      '--split',
      'chapters',
      '--extras',
      'metadata,srt,epub',
      '--library',
      inFolder('shelf'),
    );
    const first = await e2a(['convert', '--json', ...ordered]);
    expect(first.code, first.stderr).toBe(0);
    const done = JSON.parse(first.stdout.trim().split('\n').at(-1) ?? '');
    const [author] = await readdir(inFolder('shelf'));
    const place = join(inFolder('shelf'), author ?? '', 'A Short Night');
    expect(done).toMatchObject({ type: 'done', folder: place, already: false });
    expect(done.file).toBe(join(place, '01 - Part 1 of the tale.mp3'));
    expect((await readdir(place)).sort()).toEqual([
      '01 - Part 1 of the tale.mp3',
      '01 - Part 1 of the tale.srt',
      '02 - Part 2 of the tale.mp3',
      '02 - Part 2 of the tale.srt',
      'A Short Night (read along).epub',
      'metadata.json',
    ]);
    const second = await e2a(['convert', ...ordered]);
    expect(second.stderr).toContain('Already done.');
    expect(second.stdout).toBe(place);
  });

  it('killed while the files are made, goes on to the same bytes', { timeout: TEST_MS }, async () => {
    const ordered = (data: string, place: string): string[] => [
      ...[
        novel,
        '--engine',
        'tone',
        '--data',
        inFolder(data),
        '--format',
        'opus',
        '--extras',
        'vtt-words,cue,metadata',
      ],
      ...['--output', inFolder(place)],
    ];
    const killed = startConvert(ordered('killed', 'one'), userEnvironment());
    await killed.waitFor((line) => line.type === 'work-started' && line.task === 'render');
    await killed.killGroup();
    const again = await e2a(['convert', ...ordered('killed', 'one')]);
    expect(again.code, again.stderr).toBe(0);
    expect((await e2a(['convert', ...ordered('whole', 'two')])).code).toBe(0);
    const names = (await readdir(inFolder('one'))).sort();
    expect(names).toEqual((await readdir(inFolder('two'))).sort());
    for (const name of names) {
      const [one, two] = await Promise.all(['one', 'two'].map((place) => readFile(join(inFolder(place), name))));
      expect(one?.equals(two ?? Buffer.alloc(0)), name).toBe(true);
    }
  });

  it('refuses what cannot be before it speaks', { timeout: TEST_MS }, async () => {
    const refused = async (...flags: string[]): Promise<string> => {
      const end = await e2a(['convert', ...tone(...flags)]);
      expect(end.code).toBe(2);
      return end.stderr;
    };
    expect(await refused('--format', 'wma')).toContain('wma');
    expect(await refused('--extras', 'strt')).toContain('There is one called srt.');
    expect(await refused('--library', inFolder('nowhere'))).toContain('--library');
    expect(await refused('--library', inFolder('shelf'), '--output', inFolder('x.m4b'))).toContain('two places');
    expect(await refused('--format', 'mp3', '--output', inFolder('x.flac'))).toContain('does not end in .mp3');
  });
});
