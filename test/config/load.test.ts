import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FlagValues, loadSettings, SETTINGS } from '../../src/config/index.js';
import { type SettingDefinition, settingNames } from '../../src/config/settings.js';
import { UserError } from '../../src/core/index.js';

describe('the settings', () => {
  let home = '';
  let cwd = '';

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-home-'));
    cwd = join(home, 'books');
    await mkdir(cwd);
    await mkdir(join(home, '.config', 'e2a'), { recursive: true });
  });
  afterEach(() => rm(home, { recursive: true }));

  const here = (text: string) => writeFile(join(cwd, 'e2a.toml'), text);
  const user = (text: string) => writeFile(join(home, '.config', 'e2a', 'e2a.toml'), text);
  const load = (flags: FlagValues = {}, env: Record<string, string> = {}) =>
    loadSettings(flags, { env, cwd, home, platform: 'linux' });

  function refusal(run: () => unknown): UserError {
    try {
      run();
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error('it was accepted');
  }

  describe('which value wins', () => {
    const layers = [
      { name: 'default', engine: 'auto', origin: 'default' },
      { name: 'user file', engine: 'from-user', origin: 'file' },
      { name: './e2a.toml', engine: 'from-here', origin: 'file' },
      { name: 'environment', engine: 'from-env', origin: 'environment' },
      { name: 'flag', engine: 'from-flag', origin: 'flag' },
    ] as const;

    it.each(layers.map((layer, index) => ({ ...layer, index })))('$name over those before it', async (layer) => {
      if (layer.index >= 1) await user('[speech]\nengine = "from-user"');
      if (layer.index >= 2) await here('[speech]\nengine = "from-here"');
      const env: Record<string, string> = layer.index >= 3 ? { E2A_ENGINE: 'from-env' } : {};
      const flags = layer.index >= 4 ? { engine: 'from-flag' } : {};
      const { settings, origins } = load(flags, env);
      expect([settings.engine, origins.engine.from]).toEqual([layer.engine, layer.origin]);
    });

    it('an empty variable counts as not set', () => {
      expect(load({}, { E2A_ENGINE: '' }).settings.engine).toBe('auto');
    });

    it('numbers come as text from flags and variables, as numbers from files', async () => {
      await here('[node]\nslots = 3');
      expect(load().settings.slots).toBe(3);
      expect(load({}, { E2A_SLOTS: '4' }).settings.slots).toBe(4);
      expect(load({ slots: '5' }).settings.slots).toBe(5);
    });

    it('the number of a GPU may stand in a file as a number, or as text', async () => {
      await here('[node]\ngpu = 1');
      expect(load().settings.gpu).toBe('1');
      expect(load({ gpu: '0,1' }).settings.gpu).toBe('0,1');
      expect(load({}, { E2A_GPU: 'all' }).settings.gpu).toBe('all');
    });

    it('a table stands in a file as one, and in the environment as its JSON', async () => {
      await here('[openai]\nprice = 15.5\n[openai.extra]\nstream = false\n[openai.extra.options]\ndeep = [1]');
      expect(load().settings.openaiExtra).toEqual({ stream: false, options: { deep: [1] } });
      expect(load().warnings).toEqual([]);
      expect(load({}, { E2A_OPENAI_EXTRA: '{"lang_code":"e"}' }).settings.openaiExtra).toEqual({ lang_code: 'e' });
      expect([load().settings.openaiPrice, load({}, { E2A_OPENAI_PRICE: '0.6' }).settings.openaiPrice]).toEqual([
        15.5, 0.6,
      ]);
      for (const bad of ['[1]', 'no', '3']) {
        const { what, why } = refusal(() => load({}, { E2A_OPENAI_EXTRA: bad })).failure;
        expect(`${what} ${why}`).toMatch(/openai\.extra.*E2A_OPENAI_EXTRA.*table/);
      }
    });

    it('folders are made absolute from the current folder; voices do not follow the data folder', () => {
      const { settings } = load({ dataFolder: 'store' });
      expect(settings.dataFolder).toBe(join(cwd, 'store'));
      expect(settings.voicesFolder).toBe(join(home, '.local/share/e2a/voices'));
      expect(settings.cacheFolder).toBe(join(home, '.cache/e2a'));
    });
  });

  describe('what cannot be used', () => {
    it.each([
      { value: '-1', why: 'below the least' },
      { value: '1.5', why: 'not whole' },
      { value: 'many', why: 'not a number' },
    ])('E2A_SLOTS=$value: $why', ({ value }) => {
      const error = refusal(() => load({}, { E2A_SLOTS: value }));
      expect(error.exitCode).toBe(2);
      expect(error.failure.code).toBe('E2A-5006');
      expect(error.failure.what).toContain('node.slots');
      expect(error.failure.what).toContain('E2A_SLOTS');
    });

    it('a file names itself', async () => {
      await here('[log]\nlevel = "loud"');
      const { what, fix } = refusal(() => load()).failure;
      expect(what).toContain(join(cwd, 'e2a.toml'));
      expect(what).toContain('log.level');
      expect(fix).toContain('e2a.toml');
    });

    it('a file that is not TOML', async () => {
      await user('this is = = not toml');
      expect(refusal(() => load()).failure.what).toContain(join(home, '.config/e2a/e2a.toml'));
    });

    it('a secret in a file; the same by variable is taken', async () => {
      await here('[server]\npassword = "hunter2"');
      const { failure } = refusal(() => load());
      expect(failure.fix).toContain('E2A_NATS_PASSWORD');
      expect(JSON.stringify(failure)).not.toContain('hunter2');
      await here('');
      expect(load({}, { E2A_NATS_PASSWORD: 'hunter2' }).settings.serverPassword).toBe('hunter2');
    });
  });

  describe('what is said of a value that cannot be used', () => {
    const wrong = [[], true, {}, 'x y', '', ' ', -1, 1.5, 1e12, 'x'.repeat(2_000), '2026-11-28', null] as const;
    const wordsOf = (name: (typeof settingNames)[number]): readonly string[] =>
      wrong.flatMap((value) => {
        const { schema }: SettingDefinition = SETTINGS[name];
        return schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
      });

    it.each(settingNames)('%s: what is expected, in our own words', (name) => {
      for (const words of wordsOf(name)) expect(words).not.toMatch(/^(?:Invalid|Too|Expected|Unrecognized)/);
    });

    it('a number with its bounds, a word with the others', () => {
      expect(refusal(() => load({ slots: 'x' })).failure.why).toBe('a whole number from 0 to 1024 is expected');
      expect(refusal(() => load({ outputFormat: 'ogg' })).failure.why).toBe('m4b, mp3, opus, flac or wav is expected');
    });
  });

  describe('unknown keys', () => {
    it('are told with the nearest known one, and ignored', async () => {
      await here('[speech]\nvoise = "x"\n[quite]\nunheard = true');
      const { warnings, settings } = load();
      expect(warnings).toHaveLength(2);
      expect(warnings[0]).toContain('speech.voise (did you mean speech.voice?)');
      expect(warnings[1]).toContain('quite.unheard; it is ignored');
      expect(settings.voice).toBeNull();
    });
  });

  describe('config/e2a.toml', () => {
    const file = new URL('../../config/e2a.toml', import.meta.url);

    it('documents every setting, with its variable', async () => {
      const text = await readFile(file, 'utf8');
      const written = text.split('\n').map((line) => line.replace(/^# /, ''));
      for (const { key, env, ...setting } of Object.values(SETTINGS)) {
        expect(text, env).toContain(env);
        if (!('secret' in setting))
          expect(
            written.some((line) => line.startsWith(`${key.split('.')[1]} = `)),
            key,
          ).toBe(true);
      }
    });

    it('sets nothing but the defaults, and nothing unknown', async () => {
      await here(await readFile(file, 'utf8'));
      expect(Object.keys(parse(await readFile(file, 'utf8')))).toContain('speech');
      const withFile = load();
      await rm(join(cwd, 'e2a.toml'));
      expect(withFile.warnings).toEqual([]);
      expect(withFile.settings).toEqual(load().settings);
    });
  });
});
