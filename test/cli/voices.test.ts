import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { noteSpeed, readSpeeds } from '../../src/ordering/voices/speeds.js';
import { parseWav } from '../../src/speech/engines/wav/index.js';
import { realVoiceFolder, VOICE } from '../speech/real-voice.js';
import { CONFIG, MODEL } from '../speech/voices/small-voice.js';
import type { TestServer } from '../support/nats.js';
import { loginOf, type Role, startShippedNats } from '../support/role-logins.js';
import { fakeProcess } from './fake-terminal.js';

const here = { home: '' };
const inHome = (...names: readonly string[]): string => join(here.home, ...names);
beforeEach(async () => {
  here.home = await mkdtemp(join(tmpdir(), 'e2a-voices-'));
});
afterEach(() => rm(here.home, { recursive: true }));

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { surroundings, out, words } = fakeProcess(['voices', ...argv], here.home, { E2A_VOICES: inHome('v'), ...env });
  const code = await runCli(surroundings);
  return { code, out: out.written(), words: words.written() };
}

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const dataFolder = (): string => inHome('.local', 'share', 'e2a');

/** A voice of the user's own. */
async function install(name: string, folder = 'v'): Promise<void> {
  await mkdir(inHome(folder, name), { recursive: true });
  await writeFile(inHome(folder, name, `${name}.onnx`), MODEL);
  await writeFile(inHome(folder, name, `${name}.onnx.json`), CONFIG);
}

describe('the list', () => {
  it('begins with what is here, and has one voice of an engine for each language', async () => {
    await install('mine');
    const { code, out, words } = await run([]);
    expect(code).toBe(0);
    const [heading = '', first = '', ...rest] = linesOf(out);
    expect(heading).toMatch(/^voice +language +quality +engine +licence +size +speed here +installed$/);
    expect(first).toMatch(/^mine +xx \(XX\) +your own +piper +see its card +- +- +yes$/);
    expect(rest.length).toBeLessThan(65);
    expect(rest.filter((line) => / French \(FR\) /.test(line)).map((line) => line.split(' ')[0])).toEqual([
      'fr_FR-siwis-medium',
      'kokoro-ff_siwis',
    ]);
    expect(words).toMatch(/^\d+ more voices: e2a voices --all/);
    expect(words).toContain('* is what a book in that language gets.');
  });

  it.each([
    [['--language', 'fr'], (line: string) => line.includes('French')],
    [['--language', 'pt_BR'], (line: string) => line.includes('Portuguese (BR)')],
    [['--language', 'German', '--engine', 'piper'], (line: string) => line.startsWith('de_DE-')],
    [['--engine', 'hibari'], (line: string) => line.startsWith('hibari-')],
    [['--installed'], (line: string) => line.endsWith('yes')],
  ])('%j is only what was asked for', async (flags, fits) => {
    const rows = linesOf((await run(flags)).out).slice(1);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter((row) => !fits(row))).toEqual([]);
  });

  it('shows all there are, and how fast one was here', async () => {
    await noteSpeed(dataFolder(), 'tone', { timesRealTime: 12.34, device: 'cpu', at: 0 });
    const { out } = await run(['--all', '--json']);
    const { voices } = JSON.parse(out);
    expect(voices.length).toBeGreaterThan(240);
    expect(voices).toContainEqual(expect.objectContaining({ name: 'tone', timesRealTime: 12.34 }));
    expect((await run(['--installed'])).out).toMatch(/^tone .+ 12 × +yes$/m);
  });

  it('knows what is no language, and says when there is nothing', async () => {
    const { code, words } = await run(['--language', 'klingon']);
    expect([code, words.includes('"klingon" is no language')]).toEqual([2, true]);
    expect((await run(['--engine', 'hibari', '--language', 'fr'])).words).toContain('No voice is like that');
  });
});

describe('one voice', () => {
  it('is shown whole: licence, sources, files with their digests', async () => {
    const { out } = await run(['show', 'hibari-emma']);
    for (const text of [
      'English (GB)',
      'Apache 2.0',
      'no: e2a voices pull hibari-emma',
      'the model hub',
      'sha256 f709f048',
    ])
      expect(out).toContain(text);
    const { voice, files } = JSON.parse((await run(['show', 'kokoro-af_heart', '--json'])).out);
    expect(voice).toMatchObject({ engine: 'kokoro', remark: expect.stringContaining('GPU') });
    expect(files.map(({ name }: { name: string }) => name)).toEqual(['model.onnx', 'README.md', 'af_heart.bin']);
  });

  it('that nobody knows is answered with the one that was meant', async () => {
    const { code, words } = await run(['show', 'thorsten-medium']);
    expect(code).toBe(5);
    expect(words).toContain('Did you mean de_DE-thorsten-medium?');
  });

  it('is not removed when it is the user’s own, or not there', async () => {
    await install('mine');
    const own = await run(['remove', 'mine']);
    expect([own.code, own.words.includes('one of your own')]).toEqual([2, true]);
    const absent = await run(['remove', 'hibari-heart']);
    expect([absent.code, absent.words.includes('is not installed')]).toEqual([5, true]);
    expect(await readdir(inHome('v', 'mine'))).toHaveLength(2);
  });
});

describe('a preview', () => {
  it('is a sound file of what was asked for, and its speed is remembered', async () => {
    const { code, out, words } = await run(['preview', 'tone', 'One two three. Four!', '--json']);
    expect(code).toBe(0);
    const { file, seconds } = JSON.parse(out);
    expect(file).toBe(inHome('tone-preview.wav'));
    const sound = parseWav(await readFile(file));
    expect(sound).toMatchObject({ sampleRate: 24_000 });
    expect(seconds).toBeGreaterThan(0.3);
    expect(words).not.toContain('tone says');
    const told = await run(['preview', 'tone', 'One two three. Four!']);
    expect(told.words).toContain('tone says: One two three. Four!');
    expect(told.words).toMatch(/made at \d+(\.\d)? × real time by one slot/);
    expect(Object.keys(await readSpeeds(dataFolder()))).toEqual(['tone']);
    expect((await readdir(here.home)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is twice as short at twice the speed', async () => {
    const seconds = async (...flags: readonly string[]): Promise<number> =>
      JSON.parse((await run(['preview', 'tone', 'A long word and another.', '--json', ...flags])).out).seconds;
    expect((await seconds('--speed', '2')) / (await seconds())).toBeCloseTo(0.5, 1);
  });

  it.each([
    [['preview', 'tone', '…'], 2, 'nothing to say'],
    [['preview', 'tone', '--speed', '9'], 2, 'from 0.5 to 2'],
    [['preview', 'tone', 'One.', '--book', 'nowhere.epub'], 2, 'one thing: a text or a book'],
    [['preview', 'tone', '--chapter', '2'], 2, 'are for a book'],
    [['preview', 'tone', '--book', 'nowhere.epub'], 6, 'There is no such file'],
    [['preview', 'de_DE-thorsten-medium'], 7, 'e2a voices pull de_DE-thorsten-medium'],
    [['preview', 'tone', 'One.', '--output', 'tone-preview.wav/x.wav'], 2, 'cannot be written'],
  ])('%j: exit %i', async (argv, exit, text) => {
    await writeFile(inHome('tone-preview.wav'), '');
    const { code, words } = await run(argv);
    expect([code, words]).toEqual([exit, expect.stringContaining(text)]);
  });

  it('shows the licence before the first use, and then no more', async () => {
    expect((await run(['preview', 'tone', 'One.'])).words).toContain('Made by e2a itself');
    expect((await run(['preview', 'tone', 'One.'])).words).not.toContain('Made by e2a itself');
  });
});

describe('speeds that were measured', () => {
  it('survive what is no speed, and a folder that cannot be', async () => {
    await mkdir(inHome('d'));
    await writeFile(
      inHome('d', 'speeds.json'),
      '{"a":{"timesRealTime":"fast"},"b":{"timesRealTime":2,"device":"cpu","at":1}}',
    );
    expect(Object.keys(await readSpeeds(inHome('d')))).toEqual(['b']);
    await writeFile(inHome('d', 'speeds.json'), 'nonsense');
    expect(await readSpeeds(inHome('d'))).toEqual({});
    await writeFile(inHome('file'), '');
    await noteSpeed(inHome('file'), 'a', { timesRealTime: 1, device: 'cpu', at: 0 });
    await mkdir(inHome('full', 'speeds.json'), { recursive: true });
    await noteSpeed(inHome('full'), 'a', { timesRealTime: 1, device: 'cpu', at: 0 });
    expect(await readdir(inHome('full'))).toEqual(['speeds.json']);
  });
});

describe('a cluster', () => {
  const cluster: { server?: TestServer } = {};
  beforeAll(async () => {
    cluster.server = await startShippedNats();
  });
  afterAll(() => cluster.server?.stop());

  const login = (role: Role): Record<string, string> => {
    const { user, pass } = loginOf(role);
    return { E2A_NATS_URL: cluster.server?.url ?? '', E2A_NATS_USER: user, E2A_NATS_PASSWORD: pass };
  };
  const as = (role: Role, ...argv: readonly string[]) => run(argv, login(role));
  const bring = async (voice: string, engine = 'piper') => {
    const env = { ...login('node'), E2A_VOICES: inHome('other') };
    const { surroundings, words } = fakeProcess([], here.home, env);
    const context = { ...surroundings, signal: surroundings.interruption.signal, finish: () => undefined };
    const [{ bringVoice }, { loadSettings }] = await Promise.all([
      import('../../src/cli/node/bring-voice.js'),
      import('../../src/config/index.js'),
    ]);
    await bringVoice({ engine, voice }, loadSettings({}, surroundings).settings, context);
    return words.written();
  };

  it('is given a voice by who may, and a node without it takes it from there', async () => {
    const { surroundings } = fakeProcess(['cluster', 'init'], here.home, login('admin'));
    expect(await runCli(surroundings)).toBe(0);
    await install('mine');
    const refused = await as('client', 'push', 'mine');
    expect([refused.code, refused.words]).toEqual([
      4,
      expect.stringMatching(/not allowed|may not|forbidden|permission/i),
    ]);
    await writeFile(inHome('v', 'mine', 'MODEL_CARD'), 'For my cluster only.');
    const first = await as('admin', 'push', 'mine');
    expect(first.words).toMatch(/^Voice mine\. For my cluster only\.\n.*pass it on/);
    expect(first.words).toMatch(/Pushed mine\/mine\.onnx \(48\.8 kB\)/);
    expect((await as('admin', 'push', 'mine')).words).toMatch(/There already: mine\/mine\.onnx/);
    expect(await bring('mine')).toMatch(
      /from the store of the cluster[\s\S]*The voice mine is in[\s\S]*Voice mine. For my cluster only/,
    );
    expect(await readFile(inHome('other', 'mine', 'mine.onnx'))).toEqual(MODEL);
    expect(await readFile(inHome('other', 'mine', 'MODEL_CARD'), 'utf8')).toBe('For my cluster only.');
    expect(await bring('mine')).toBe('');
  });

  it('is given a Kokoro voice of one’s own as well', async () => {
    await mkdir(inHome('v', 'kiki'), { recursive: true });
    for (const file of ['model.onnx', 'af_kiki.bin']) await writeFile(inHome('v', 'kiki', file), MODEL);
    expect((await as('admin', 'push', 'kiki')).words).toMatch(/Pushed kiki\/af_kiki\.bin/);
    expect(await bring('kiki', 'kokoro')).toMatch(/The voice kiki is in/);
    expect((await readdir(inHome('other', 'kiki'))).sort()).toEqual(['af_kiki.bin', 'model.onnx']);
  });

  it('that has other bytes under a voice’s name gives nobody a voice', async () => {
    const joe = 'en_US-joe-medium';
    await install(joe, 'wrong');
    const { connectCluster } = await import('../../src/client/index.js');
    const { user, pass } = loginOf('admin');
    const open = await connectCluster({ servers: cluster.server?.url ?? '', user, pass, name: 'test' });
    for (const file of [`${joe}.onnx`, `${joe}.onnx.json`, 'MODEL_CARD'])
      await open.voices.put(`${joe}/${file}`, MODEL, 'not joe');
    await open.close();
    await expect(bring(joe)).rejects.toMatchObject({
      exitCode: 7,
      failure: { why: expect.stringContaining('50000 bytes instead of 63201294') },
    });
    await expect(access(inHome('other', joe, `${joe}.onnx`))).rejects.toThrow('ENOENT');
  });

  it('says who has which voice', async () => {
    const { code, out } = await as('client', '--cluster');
    expect(code).toBe(0);
    expect(linesOf(out)[0]).toMatch(/ nodes$/);
  });

  it('without the voice leaves it to others to say what is missing', async () => {
    expect(await bring('fr_FR-siwis-medium')).toBe('');
  });
});

it('the licence of a voice is shown before anything of it is fetched, and unknown names bring nothing', async () => {
  const { code, words } = await run([
    'pull',
    'en_US-lessac-medium',
    '--from',
    here.home,
    '--hub',
    'http://127.0.0.1:9',
  ]);
  expect(code).toBe(7);
  const [licence = '', fetching = ''] = linesOf(words);
  expect(licence).toMatch(/^Voice en_US-lessac-medium\. .*research/);
  expect(fetching).toMatch(/^Fetching the voice en_US-lessac-medium from the folder/);
  expect((await run(['pull', 'nobody'])).code).toBe(5);
});

it('pull without a name is for the best voice, though another default is here', async () => {
  const real = join(await realVoiceFolder(), VOICE);
  await mkdir(inHome('v', VOICE), { recursive: true });
  for (const name of await readdir(real)) await symlink(join(real, name), inHome('v', VOICE, name));
  expect((await run(['list', '--installed'])).out).toContain(VOICE);
  // Nothing can be fetched to where a file lies.
  await writeFile(inHome('v', 'hibari-heart'), '');
  const { code, words } = await run(['pull']);
  expect([code, linesOf(words)[0]]).toEqual([7, expect.stringMatching(/^Voice hibari-heart\. /)]);
});
