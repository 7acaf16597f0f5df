import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, SETTINGS } from '../../src/config/index.js';
import { UserError } from '../../src/core/index.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxyz_-0123456789';

describe('the settings of the page, and secrets', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-web-home-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const load = (env: Record<string, string> = {}) => loadSettings({}, { env, cwd: home, home, platform: 'linux' });

  function refusal(env: Record<string, string>): UserError {
    try {
      load(env);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error('it was accepted');
  }

  it('watches no folder unless one is named, and a switch is taken in the words of variables', () => {
    expect(load().settings).toMatchObject({ watchFolder: null, watchPolling: false });
    const named = load({ E2A_WATCH_FOLDER: '/srv/books', E2A_WATCH_POLLING: 'yes' }).settings;
    expect(named).toMatchObject({ watchFolder: '/srv/books', watchPolling: true });
    expect(refusal({ E2A_WATCH_POLLING: 'often' }).failure.why).toContain('true or false');
  });

  it('is on this machine alone unless it is told otherwise', () => {
    const { webHost, webPort, webBasePath, webMaxUploadMb, webName, webToken } = load().settings;
    expect({ webHost, webPort, webBasePath, webMaxUploadMb, webName, webToken }).toEqual({
      webHost: '127.0.0.1',
      webPort: 7860,
      webBasePath: '',
      webMaxUploadMb: 500,
      webName: null,
      webToken: null,
    });
  });

  it.each([
    { variable: 'E2A_WEB_PORT', value: '0', name: 'webPort', is: 0 },
    { variable: 'E2A_WEB_HOST', value: '::1', name: 'webHost', is: '::1' },
    { variable: 'E2A_WEB_HOST', value: 'attic.lan', name: 'webHost', is: 'attic.lan' },
    { variable: 'E2A_WEB_BASE_PATH', value: '/e2a/', name: 'webBasePath', is: '/e2a' },
    { variable: 'E2A_WEB_BASE_PATH', value: '/', name: 'webBasePath', is: '' },
    { variable: 'E2A_WEB_BASE_PATH', value: '/books/e2a', name: 'webBasePath', is: '/books/e2a' },
    { variable: 'E2A_STATUS_PORT', value: 'off', name: 'statusPort', is: 'off' },
    { variable: 'E2A_STATUS_PORT', value: '9000', name: 'statusPort', is: 9000 },
  ] as const)('$variable=$value is taken', ({ variable, value, name, is }) => {
    expect(load({ [variable]: value }).settings[name]).toBe(is);
  });

  it.each([
    { variable: 'E2A_WEB_PORT', value: '70000', why: /0 to 65535/ },
    { variable: 'E2A_WEB_PORT', value: 'http', why: /whole number/ },
    { variable: 'E2A_WEB_PORT', value: '78.5', why: /whole number/ },
    { variable: 'E2A_WEB_PORT', value: 'off', why: /whole number/ },
    { variable: 'E2A_STATUS_PORT', value: 'none', why: /or "off"/ },
    { variable: 'E2A_WEB_HOST', value: 'http://0.0.0.0', why: /without http/ },
    { variable: 'E2A_WEB_HOST', value: '127.0.0.1:7860', why: /without http:\/\/ and port/ },
    { variable: 'E2A_WEB_BASE_PATH', value: 'e2a', why: /begins with \// },
    { variable: 'E2A_WEB_BASE_PATH', value: '/a/../b', why: /begins with \// },
    { variable: 'E2A_WEB_BASE_PATH', value: '//attic', why: /begins with \// },
    { variable: 'E2A_WEB_MAX_UPLOAD_MB', value: '0', why: /megabytes from 1/ },
    { variable: 'E2A_WEB_NAME', value: 'x'.repeat(41), why: /40 characters/ },
  ])('$variable=$value is refused with a sentence', ({ variable, value, why }) => {
    const { exitCode, failure } = refusal({ [variable]: value });
    expect(exitCode).toBe(2);
    expect(failure.what).toContain(variable);
    expect(failure.why).toMatch(why);
    expect(failure.why).not.toContain('Invalid');
  });

  it('a token that anybody guesses is refused, and never repeated', () => {
    const { failure } = refusal({ E2A_WEB_TOKEN: 'secret' });
    expect(failure.why).toContain('e2a config token');
    expect(JSON.stringify(failure)).not.toContain('"secret');
    expect(load({ E2A_WEB_TOKEN: TOKEN }).settings.webToken).toBe(TOKEN);
  });

  it.each(['E2A_WEB_TOKEN', 'E2A_WEB_SUBMIT_TOKEN', 'E2A_WEB_VIEW_TOKEN'])(
    'of %s 32 signs are taken and 31 are not, on loopback and beyond',
    (variable) => {
      const token = 'our-library-reads-aloud-in-2026!';
      for (const E2A_WEB_HOST of ['127.0.0.1', '0.0.0.0']) {
        expect(Object.values(load({ E2A_WEB_HOST, [variable]: token }).settings)).toContain(token);
        const { exitCode, failure } = refusal({ E2A_WEB_HOST, [variable]: token.slice(1) });
        expect([exitCode, failure.why]).toEqual([2, expect.stringContaining('32 to 512')]);
        expect(failure.why).toContain('`e2a config token` makes one');
        expect(JSON.stringify(failure)).not.toContain(token.slice(1));
      }
    },
  );

  describe('a secret from a file', () => {
    const secrets = Object.values(SETTINGS).filter((setting) => 'secret' in setting);
    const file = async (text: string) => {
      const path = join(home, 'secret');
      await writeFile(path, text);
      return path;
    };

    it.each(secrets)('$key is read from the file whose path is in $env with _FILE at its end', async ({ env }) => {
      const { settings, origins } = load({ [`${env}_FILE`]: await file(`${TOKEN}\n`) });
      const name = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).find((one) => SETTINGS[one].env === env);
      expect(name).toBeDefined();
      if (name === undefined) return;
      expect(settings[name]).toBe(TOKEN);
      expect(origins[name]).toEqual({ from: 'environment', variable: `${env}_FILE` });
    });

    it('only secrets come from files', async () => {
      expect(load({ E2A_ENGINE_FILE: await file('tone') }).settings.engine).toBe('auto');
    });

    it('empty variables count as not set', () => {
      expect(load({ E2A_WEB_TOKEN: '', E2A_WEB_TOKEN_FILE: '' }).settings.webToken).toBeNull();
    });

    it('set twice is refused', async () => {
      const { failure } = refusal({ E2A_WEB_TOKEN: TOKEN, E2A_WEB_TOKEN_FILE: await file(TOKEN) });
      expect(failure.what).toBe('E2A_WEB_TOKEN and E2A_WEB_TOKEN_FILE are both set.');
      expect(JSON.stringify(failure)).not.toContain(TOKEN);
    });

    it.each([
      { text: '', why: 'empty' },
      { text: '\n', why: 'empty' },
      { text: `${TOKEN}\n${TOKEN}\n`, why: 'one line' },
    ])('a file with $text is refused with its path', async ({ text, why }) => {
      const { failure } = refusal({ E2A_NATS_PASSWORD_FILE: await file(text) });
      expect(failure.what).toContain('E2A_NATS_PASSWORD_FILE');
      expect(failure.what).toContain(join(home, 'secret'));
      expect(failure.why).toContain(why);
    });

    it('a file that is not there is refused with its path', () => {
      const path = join(home, 'nowhere');
      expect(refusal({ E2A_OPENAI_KEY_FILE: path }).failure.what).toContain(path);
    });
  });
});
