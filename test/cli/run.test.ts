import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { fakeProcess } from './fake-terminal.js';

describe('the command line', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-cli-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { surroundings, out, words } = fakeProcess(argv, home, env);
    const code = await runCli(surroundings);
    return { code, out: out.written(), words: words.written() };
  }

  describe('help and version', () => {
    it.each([
      { argv: [], text: 'Exit codes:' },
      { argv: ['--help'], text: 'Start here:' },
      { argv: ['help', 'convert'], text: '--output' },
      { argv: ['node', '--help'], text: '"synth", "book", "verify"' },
      { argv: ['--version'], text: '1.2.3' },
    ])('$argv: on stdout, exit 0', async ({ argv, text }) => {
      const { code, out, words } = await run(argv);
      expect([code, words]).toEqual([0, '']);
      expect(out).toContain(text);
    });
  });

  describe('wrong usage', () => {
    it.each([
      { argv: ['sbmit', 'x.epub'], words: ["Unknown command 'sbmit'", 'Did you mean submit?'] },
      { argv: ['plan', '--jsn', 'x.epub'], words: ["Unknown option '--jsn'", 'Did you mean --json?'] },
      { argv: ['convert'], words: ["Missing required argument 'book'"] },
      { argv: ['node', '--role', 'dreamer'], words: ['dreamer', 'Allowed choices are synth, book, verify, web, all'] },
      { argv: ['watch', '--timeout', 'soon'], words: ['number of seconds'] },
      { argv: ['watch', '--timeout', '-1'], words: ['number of seconds'] },
      { argv: ['plan', 'x.epub', '--json', '--text'], words: ['cannot be used with'] },
      { argv: ['plan', 'x.epub', '--json', '--trace'], words: ['cannot be used with'] },
      { argv: ['plan', 'x.epub', 'y.epub'], words: ['too many arguments'] },
      { argv: ['voices', 'frobnicate'], words: ["Unknown command 'voices frobnicate'", 'e2a voices --help'] },
      { argv: ['cluster', 'ls', 'attic'], words: ['too many arguments', 'e2a cluster --help'] },
    ])('$argv: exit 2, in words', async ({ argv, words }) => {
      const ended = await run(argv);
      expect(ended.code).toBe(2);
      expect(ended.out).toBe('');
      for (const text of words) expect(ended.words.toLowerCase()).toContain(text.toLowerCase());
      if (!argv.includes('--json')) expect(ended.words).toContain('code  E2A-5001');
    });

    it('a setting that cannot be: exit 2, naming it', async () => {
      const { code, words } = await run(['doctor'], { E2A_SLOTS: 'many' });
      expect(code).toBe(2);
      expect(words).toContain('E2A_SLOTS');
    });
  });

  describe('an error', () => {
    it('has four parts, in order', async () => {
      const { code, words } = await run(['plan', 'nowhere.epub']);
      expect(code).toBe(6);
      expect(words).toMatch(/^e2a: .+nowhere\.epub.+\n {2}why {3}.+\n {2}fix {3}.+\n {2}code {2}E2A-1006\n$/);
    });

    it('with --json is one line on stderr, and stdout is empty', async () => {
      const { code, out, words } = await run(['plan', 'nowhere.epub', '--json']);
      expect([code, out]).toEqual([6, '']);
      expect(words.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(words)).toMatchObject({ v: 1, type: 'error', code: 'E2A-1006' });
    });

    it('of a folder instead of a book', async () => {
      await mkdir(join(home, 'books'));
      const { code, words } = await run(['plan', 'books']);
      expect(code).toBe(6);
      expect(words).toContain('It is a folder');
    });

    it('nobody expected keeps its stack in a file, and shows it only when asked', async () => {
      await writeFile(join(home, 'cache'), '');
      const broken = async (extra: readonly string[], env: Readonly<Record<string, string>>) => {
        const { surroundings, words } = fakeProcess(['config', ...extra], home, env);
        const out = {
          ...surroundings.out,
          write: () => {
            throw new Error('the wheel came off');
          },
        };
        return { code: await runCli({ ...surroundings, out }), words: words.written() };
      };
      const quiet = await broken([], {});
      const log = join(home, '.cache/e2a/last-error.log');
      expect(quiet.code).toBe(1);
      expect(quiet.words).toContain('the wheel came off');
      expect(quiet.words).toContain('E2A-5999');
      expect(quiet.words).toContain(log);
      expect(quiet.words).not.toContain('at ');
      expect(await readFile(log, 'utf8')).toMatch(/e2a config\n\nError: the wheel came off\n {4}at /);
      expect((await broken(['--debug'], {})).words).toMatch(/\n {4}at /);
      const nowhere = await broken([], { XDG_CACHE_HOME: join(home, 'cache') });
      expect(nowhere.words).toContain('--debug');
    });
  });

  describe('config show', () => {
    it('tells every value and where it came from, and hides what is secret', async () => {
      await writeFile(join(home, 'e2a.toml'), '[speech]\nvoice = "en_US-joe-medium"\nvoise = 1\n');
      const env = { E2A_NATS_PASSWORD: 'hunter2', E2A_NATS_URL: 'nats://me:hunter2@attic:4222' };
      const { code, out, words } = await run(['config'], env);
      expect(code).toBe(0);
      expect(out).toMatch(/^speech\.voice +en_US-joe-medium +\S+e2a\.toml +E2A_VOICE$/m);
      expect(out).toMatch(/^server\.password +\(hidden\) +environment/m);
      expect(out).toMatch(/^server\.url +nats:\/\/attic:4222 +environment/m);
      expect(out).toMatch(/^speech\.engine +auto +default/m);
      expect(out).not.toContain('hunter2');
      expect(words).toContain('did you mean speech.voice?');
      const { settings } = JSON.parse((await run(['config', 'show', '--json'], env)).out);
      expect(settings).toContainEqual({
        key: 'speech.engine',
        value: 'auto',
        origin: 'default',
        variable: 'E2A_ENGINE',
      });
    });
  });
});
