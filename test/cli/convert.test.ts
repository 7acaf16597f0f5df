import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;

describe('on one machine', () => {
  let home = '';
  let book = '';
  let user: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-convert-'));
    book = join(home, 'novel.epub');
    user = { HOME: home, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: '', E2A_ENGINE: 'tone' };
    await writeFile(book, await writeNovel({ title: 'The Long Night: A Tale', chapters: 2, paragraphs: 3 }));
  });
  afterAll(() => rm(home, { recursive: true }));

  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  /** Pids of the nats-servers of this home. */
  async function servers(): Promise<readonly number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc').catch(() => [])) {
      if (!/^\d+$/.test(name)) continue;
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(home) && command.includes('nats-server')) found.push(Number(name));
    }
    return found.filter(isAlive);
  }

  describe('convert', { timeout: TEST_MS }, () => {
    const output = () => join(home, 'The Long Night - A Tale.m4b');

    it('what --verify cannot hear is told before anything is spoken', async () => {
      const wrong = await e2a(['convert', book, '--verify', '9'], user);
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--verify does not understand "9"')]);
      const left = await e2a(['convert', book, '--chapters', '1', '--verify', '1-2'], user);
      expect([left.code, left.stderr]).toEqual([2, expect.stringContaining('does not understand')]);
      const deaf = await e2a(['convert', book, '--verify', 'all'], user);
      expect([deaf.code, deaf.stderr]).toEqual([7, expect.stringContaining('npm run setup -- --recogniser')]);
      expect(await readdir(home)).not.toContain('The Long Night - A Tale.m4b');
    });

    it('writes <title>.m4b beside the book: the path on stdout, words on stderr, nothing left running', async () => {
      const { code, stdout, stderr } = await e2a(['convert', book], user);
      expect(code, stderr).toBe(0);
      expect(stdout).toBe(output());
      expect(stderr).toMatch(/speaking[\s\S]+chapter 1 of 2 encoded[\s\S]+Done\./);
      expect((await readdir(home)).filter((name) => name.includes('.part'))).toEqual([]);
      expect(await servers()).toEqual([]);
    });

    it('the second time answers "already done"; the last line of --json has type done and the file', async () => {
      const again = await e2a(['convert', book, '--json'], user);
      const lines = again.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(again.code, again.stderr).toBe(0);
      expect(lines.at(-1)).toMatchObject({ v: 1, type: 'done', state: 'completed', file: output(), already: true });
      expect(lines.filter(({ type }) => type === 'work-started')).toEqual([]);
    });

    it('speaks what a plan file says', async () => {
      const folder = join(home, 'planned');
      await mkdir(folder);
      const plan = join(folder, 'plan.json');
      const save = await e2a(['plan', book, '--save', plan, '--text'], user);
      expect(save.code, save.stderr).toBe(0);
      const text = (await readFile(plan, 'utf8')).replace('"read": true', '"read": false');
      await writeFile(plan, text.replace('"title": "Part 2 of the tale"', '"title": "Dusk"'));
      const edited = ['convert', book, '--plan', plan, '--exclude', 'preface', '-o', folder];
      const { code, stdout, stderr } = await e2a(edited, user);
      expect(code, stderr).toBe(0);
      expect(stderr).toMatch(/chapter 2 encoded: Dusk[\s\S]+Done\./);
      expect(stderr).not.toContain('chapter 1');
      expect(stdout).toBe(join(folder, 'The Long Night - A Tale.m4b'));
    });

    it('several books are made one after another; a bad one stops no other', async () => {
      const shelf = join(home, 'shelf');
      await mkdir(shelf);
      await writeFile(join(shelf, '1.epub'), 'PK\u0003\u0004 cut off');
      for (const title of ['Dawn', 'Dusk'])
        await writeFile(join(shelf, `${title}.epub`), await writeNovel({ title, chapters: 1, paragraphs: 1 }));
      const { code, stdout, stderr } = await e2a(['convert', shelf], user);
      expect(code, stderr).toBe(6);
      expect(stdout.split('\n')).toEqual([join(shelf, 'Dawn.m4b'), join(shelf, 'Dusk.m4b')]);
      expect(stderr).toMatch(/1\.epub: .+E2A-1\d{3}/);
      expect(stderr).toContain('2 of 3 books are done.');
      const refused = await e2a(['convert', shelf, '-o', join(shelf, 'all.m4b')], user);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('name a folder')]);
    });

    it('another file in its place is kept, and the cure is named; --force takes the place', async () => {
      await writeFile(output(), 'mine');
      const refused = await e2a(['convert', book], user);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain('--force');
      expect(await readFile(output(), 'utf8')).toBe('mine');
      const forced = await e2a(['convert', book, '--force', '--json'], user);
      expect(forced.code, forced.stderr).toBe(0);
      expect((await readFile(output())).length).toBeGreaterThan(10_000);
    });

    it('Ctrl+C stops in order and prints the command that goes on', async () => {
      const long = join(home, 'long.epub');
      await writeFile(long, await writeNovel({ title: 'Long', chapters: 6, paragraphs: 60 }));
      const run = startE2a(['convert', long, '--slots', '1'], user);
      await run.waitForWords('chapter 1 of 6 speaking');
      run.kill('SIGINT');
      expect(await run.ended).toBe(130);
      expect(run.words()).toContain('Stopping after what is being spoken now');
      expect(run.words()).toContain(`e2a convert ${long} --slots 1`);
      expect(await eventually('the end of the server', 5_000, async () => (await servers()).length === 0)).toBe(true);
    });
  });
});
