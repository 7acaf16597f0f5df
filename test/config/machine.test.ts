import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { platformFolders, readNatsContext } from '../../src/config/index.js';

describe('the folders of a platform', () => {
  it.each([
    { platform: 'linux', env: {}, data: '/h/.local/share/e2a', cache: '/h/.cache/e2a', config: '/h/.config/e2a' },
    {
      platform: 'darwin',
      env: {},
      data: '/h/Library/Application Support/e2a',
      cache: '/h/Library/Caches/e2a',
      config: '/h/Library/Application Support/e2a',
    },
    {
      platform: 'darwin',
      env: { XDG_DATA_HOME: '/x/data', XDG_CACHE_HOME: '/x/cache', XDG_CONFIG_HOME: '/x/config' },
      data: '/x/data/e2a',
      cache: '/x/cache/e2a',
      config: '/x/config/e2a',
    },
    {
      platform: 'freebsd',
      env: { XDG_DATA_HOME: '' },
      data: '/h/.local/share/e2a',
      cache: '/h/.cache/e2a',
      config: '/h/.config/e2a',
    },
  ])('$platform with $env', ({ platform, env, ...folders }) => {
    expect(platformFolders({ env, home: '/h', platform })).toEqual({ ...folders, voices: `${folders.data}/voices` });
  });
});

describe("the nats command line's contexts", () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-nats-home-'));
    await mkdir(join(home, '.config/nats/context'), { recursive: true });
  });
  afterEach(() => rm(home, { recursive: true }));
  const context = (name: string, content: string) =>
    writeFile(join(home, `.config/nats/context/${name}.json`), content);
  const select = (name: string) => writeFile(join(home, '.config/nats/context.txt'), name);
  const read = (name: string | null) => readNatsContext(name, { env: {}, home, platform: 'linux' });

  it('none selected and none named: none', () => {
    expect(read(null)).toBeNull();
  });

  it('the selected one, with its login', async () => {
    await context('home', JSON.stringify({ url: 'nats://attic:4222', user: 'me', password: 'pw', token: '', ca: '' }));
    await select('home\n');
    expect(read(null)).toEqual({
      name: 'home',
      url: 'nats://attic:4222',
      user: 'me',
      password: 'pw',
      token: null,
      credsFile: null,
      nkeyFile: null,
      jwt: null,
      seed: null,
      caFile: null,
      certFile: null,
      keyFile: null,
      inboxPrefix: null,
      tlsFirst: false,
    });
  });

  it('a named one over the selected one', async () => {
    await context('home', JSON.stringify({ url: 'nats://attic:4222' }));
    await context('work', JSON.stringify({ url: 'nats://office:4222', token: 't' }));
    await select('home');
    expect(read('work')).toMatchObject({ url: 'nats://office:4222', token: 't' });
  });

  it.each([
    { what: 'missing', content: null },
    { what: 'not JSON', content: 'url = nowhere' },
    { what: 'without a url', content: '{"description":"x"}' },
  ])('a named one that is $what is refused by name', async ({ content }) => {
    if (content !== null) await context('odd', content);
    expect(() => read('odd')).toThrowError(/nats context "odd"/);
  });
});
