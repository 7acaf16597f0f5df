import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/index.js';
import { SETTINGS } from '../../../src/config/index.js';
import { fakeProcess } from '../fake-terminal.js';
import { LEAVES, longFlags } from './commands.js';

describe('the contract of the command line', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-contract-'));
  });
  afterAll(() => rm(home, { recursive: true }));

  async function run(...argv: readonly string[]) {
    const { surroundings, out, words } = fakeProcess(argv, home);
    const code = await runCli(surroundings);
    return { code, out: out.written(), words: words.written() };
  }

  it('there are commands to look at', () => expect(LEAVES.length).toBeGreaterThan(40));

  describe.each(LEAVES)('$name', ({ path, command }) => {
    it('has help on stdout that says what it does, exit 0', async () => {
      const { code, out, words } = await run(...path, '--help');
      expect([code, words]).toEqual([0, '']);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(`Usage: e2a ${path.join(' ')}`);
      expect(command.description()).not.toBe('');
    });

    it('wrong usage is exit 2, four parts on stderr, nothing on stdout', async () => {
      const { code, out, words } = await run(...path, '--no-such-flag');
      expect([code, out]).toEqual([2, '']);
      expect(words).toMatch(/^e2a: .+\n(?: {2}why {3}.+\n)? {2}fix {3}e2a .+--help\n {2}code {2}E2A-5001\n$/);
    });

    it.runIf(longFlags(command).includes('--json'))(
      'wrong usage with --json is one line of JSON on stderr',
      async () => {
        const { code, out, words } = await run(...path, '--json', '--no-such-flag');
        expect([code, out]).toEqual([2, '']);
        expect(words.trim().split('\n')).toHaveLength(1);
        expect(JSON.parse(words)).toMatchObject({
          v: 1,
          type: 'error',
          code: 'E2A-5001',
          docs: 'docs/errors.md#e2a-5001',
        });
      },
    );

    it('a flag with a letter missing gets the right one', async () => {
      // What has to be there is missed before anything else is looked at.
      const needed = command.options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [long ?? '', 'p0']);
      for (const flag of longFlags(command).filter((one) => one.length > 6)) {
        const { code, words } = await run(...path, ...needed, `${flag.slice(0, 4)}${flag.slice(5)}`);
        expect([code, words]).toEqual([2, expect.stringMatching(/Did you mean (?:one of )?--/)]);
      }
    });
  });

  const TOP = [...new Set(LEAVES.map(({ path: [name = ''] }) => name))].filter((name) => name.length > 3);
  it.each(TOP)('%s with a letter too many: the right one is named', async (name) => {
    const { code, words } = await run(`${name.slice(0, 2)}q${name.slice(2)}`);
    expect(code).toBe(2);
    expect(words).toMatch(new RegExp(`Did you mean (?:one of )?.*\\b${name}\\b`));
  });

  it('a setting with a slip in its key: the right one is named, for every one of them', async () => {
    const slips = Object.values(SETTINGS).map(({ key }) => ({ key, slip: `${key.slice(0, -1)}qq` }));
    await writeFile(join(home, 'e2a.toml'), slips.map(({ slip }) => `${slip} = 1\n`).join(''));
    const { code, words } = await run('config', 'show');
    expect(code).toBe(0);
    for (const { key, slip } of slips) {
      const line = words.split('\n').find((one) => one.includes(`no setting ${slip} `));
      expect(line, key).toMatch(/did you mean [a-z]+\.[a-z_]+\?/);
    }
  });

  it('a value that a setting cannot have names the flag that was typed', async () => {
    await rm(join(home, 'e2a.toml'), { force: true });
    await writeFile(join(home, 'x.md'), '# One\n\nA word.\n');
    const { code, words } = await run('convert', 'x.md', '--engine', 'tone', '--format', 'm4v');
    expect(code).toBe(2);
    expect(words).toMatch(
      /^e2a: --format cannot be "m4v"\.\n {2}why {3}.*m4b.*\n {2}fix {3}give another value for --format\n/,
    );
  });
});
