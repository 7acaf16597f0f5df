import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTS, type ReadingChoice } from '../../src/books/index.js';
import { runCli } from '../../src/cli/index.js';
import { planCommandLine } from '../../src/cli/reading/flags.js';
import { writeNovel } from '../support/novel.js';
import { fakeProcess } from './fake-terminal.js';

describe('the flags of how a book is read', () => {
  it('can be pasted as a plan of the same', () => {
    const flags = {
      chapters: '1-3',
      include: ['front', 'code'],
      exclude: ['back'],
      notes: 'end',
      plan: 'my plan.json',
      speed: '1.1',
      pause: ['paragraph=0.9', 'line=0'],
    };
    expect(planCommandLine('a.epub', flags)).toBe(
      "e2a plan a.epub --chapters 1-3 --include front --include code --exclude back --notes end --plan 'my plan.json' --speed 1.1 --pause paragraph=0.9 --pause line=0",
    );
  });
});

describe('plan', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-reading-'));
    await writeFile(join(home, 'night.epub'), await writeNovel({ title: 'The Night', chapters: 3, paragraphs: 2 }));
    await writeFile(join(home, 'other.epub'), await writeNovel({ title: 'Another', chapters: 2, paragraphs: 2 }));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function run(...argv: readonly string[]) {
    const { surroundings, out, words } = fakeProcess(argv, home);
    const code = await runCli(surroundings);
    return { code, out: out.written(), words: words.written() };
  }

  async function planned(...flags: readonly string[]) {
    const { code, out, words } = await run('plan', 'night.epub', '--json', ...flags);
    expect([code, words]).toEqual([0, '']);
    return JSON.parse(out) as {
      reading: ReadingChoice;
      pace: { speed: number; pauses: Record<string, number> };
      chapters: readonly { n: number; title: string; seconds: number }[];
      leftOut: readonly { what: string; why: string }[];
      warnings: readonly string[];
    };
  }

  async function edit(...changes: readonly (readonly [string, string])[]): Promise<void> {
    let text = await readFile(join(home, 'plan.json'), 'utf8');
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    await writeFile(join(home, 'plan.json'), text);
  }

  it('names every part in its help', async () => {
    const { out } = await run('plan', '--help');
    for (const part of PARTS.filter((each) => each !== 'notes')) expect(out).toContain(part);
  });

  it('says how the book is read', async () => {
    const { reading } = await planned('--include', 'code', '--exclude', 'back', '--notes', 'end');
    expect(reading).toEqual({ include: ['code'], exclude: ['back'], notes: 'end' });
    const { code, words } = await run('plan', 'night.epub', '--include', 'fornt');
    expect(code).toBe(2);
    expect(words).toContain('it takes front, preface, back');
  });

  it('says how fast it is read, and how long that takes', async () => {
    const seconds = async (...flags: readonly string[]) => {
      const { chapters, pace } = await planned(...flags);
      return { pace, seconds: chapters.reduce((sum, chapter) => sum + chapter.seconds, 0) };
    };
    const usual = await seconds();
    expect(usual.pace).toEqual({ speed: 1, pauses: {} });
    const fast = await seconds('--speed', '2', '--pause', 'paragraph=0.7,line=1', '--pause', 'sentence=0.4');
    expect(fast.pace).toEqual({ speed: 2, pauses: { line: 1, sentence: 0.4 } });
    expect(fast.seconds / usual.seconds).toBeCloseTo(0.5, 1);
    await writeFile(join(home, 'e2a.toml'), '[pace]\nspeed = 0.5\npauses = { chapter-title = 9.5 }\n');
    const slow = await seconds();
    expect(slow.pace).toEqual({ speed: 0.5, pauses: { 'chapter-title': 9.5 } });
    expect(slow.seconds / usual.seconds).toBeGreaterThan(2.2);
  });

  it.each([
    [['--speed', '3'], '--speed cannot be "3"', 'a number from 0.5 to 2 is expected'],
    [['--speed', 'fast'], '--speed cannot be "fast"', 'a number from 0.5 to 2 is expected'],
    [
      ['--pause', 'paragraph'],
      '--pause cannot be "paragraph"',
      'seconds from 0 to 10 are expected, as in paragraph=0.9',
    ],
    [['--pause', 'paragraph=long'], '--pause cannot be', 'seconds from 0 to 10 are expected'],
    [['--pause', 'paragraph=11'], '--pause cannot be', 'seconds from 0 to 10 are expected'],
    [['--pause', 'paragraf=1'], 'no pause called "paragraf"; there are phrase, comma', 'Did you mean paragraph?'],
  ])('refuses %j in one sentence', async (flags, what, why) => {
    const { code, words } = await run('plan', 'night.epub', ...flags);
    expect(code).toBe(2);
    expect(words).toContain(what);
    expect(words).toContain(why);
  });

  it('saved, edited and used: what a person changed is what is spoken', async () => {
    const saved = await run('plan', 'night.epub', '--save', 'plan.json', '--text', '--exclude', 'back');
    expect([saved.code, saved.out]).toEqual([0, `${join(home, 'plan.json')}\n`]);
    expect(saved.words).toContain('e2a convert night.epub --plan plan.json');
    expect((await readdir(home)).sort()).toEqual(['night.epub', 'other.epub', 'plan.json']);
    await edit(
      ['"read": true', '"read": false'],
      ['"title": "Part 2 of the tale"', '"title": "Dusk"'],
      [/hour 1?\d of the night/.exec(await readFile(join(home, 'plan.json'), 'utf8'))?.[0] ?? '', 'no hour at all'],
    );
    const { chapters, leftOut, reading } = await planned('--plan', 'plan.json');
    expect(chapters.map(({ n, title }) => [n, title])).toEqual([
      [2, 'Dusk'],
      [3, 'Part 3 of the tale'],
    ]);
    expect(leftOut).toContainEqual(expect.objectContaining({ what: 'Part 1 of the tale', why: 'not-selected' }));
    expect(reading.exclude).toEqual(['back']);
    const text = (await run('plan', 'night.epub', '--plan', 'plan.json', '--text', '--chapters', '1-2')).out;
    expect(text).toContain('nobody counted no hour at all');
    expect(text).toContain('# 2. Dusk\n\nDusk\n');
  });

  it('flags win over the file', async () => {
    await run('plan', 'night.epub', '--save', 'plan.json', '--chapters', '2');
    expect((await planned('--plan', 'plan.json')).chapters.map(({ n }) => n)).toEqual([2]);
    const flagged = await planned('--plan', 'plan.json', '--chapters', '1,3', '--notes', 'inline');
    expect(flagged.chapters.map(({ n }) => n)).toEqual([1, 3]);
    expect(flagged.reading.notes).toBe('inline');
  });

  it('a file that is there is written over by --force only', async () => {
    await writeFile(join(home, 'plan.json'), 'mine');
    const refused = await run('plan', 'night.epub', '--save', 'plan.json');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.words).toContain('--force');
    expect(await readFile(join(home, 'plan.json'), 'utf8')).toBe('mine');
    expect((await run('plan', 'night.epub', '--save', 'plan.json', '--force')).code).toBe(0);
    expect(JSON.parse(await readFile(join(home, 'plan.json'), 'utf8'))).toMatchObject({ v: 1, e2a: '1.2.3' });
    expect((await run('plan', 'night.epub', '--save', 'nowhere/plan.json')).words).toContain('cannot be written');
  });

  it('a file with a mistake, of another book, or none: exit 6, with the cure', async () => {
    await run('plan', 'night.epub', '--save', 'plan.json');
    const other = await run('plan', 'other.epub', '--plan', 'plan.json');
    expect(other.code).toBe(6);
    expect(other.words).toMatch(/made for another book: The Night[\s\S]*--save plan\.json/u);
    await edit(['"read": true', '"read": maybe']);
    const wrong = await run('plan', 'night.epub', '--plan', 'plan.json');
    expect(wrong.code).toBe(6);
    expect(wrong.words).toContain('Line 17: m stands where true, false, a number');
    expect((await run('plan', 'night.epub', '--plan', 'none.json')).words).toContain('There is no such file.');
    expect((await run('plan', 'night.epub', '--plan', '.')).words).toContain('It is not a file.');
  });
});
