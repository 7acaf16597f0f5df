import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { slotsOfCpu } from '../../src/cli/slots.js';
import { type FakeSpeechServer, startSpeechServer } from '../support/speech-server.js';
import { fakeProcess } from './fake-terminal.js';

const KEY = 'sk-secret-of-the-tests';
const BOOK = '<html><head><title>Two Words</title></head><body><h1>One</h1><p>The ships were gone.</p></body></html>';

it('a server is asked as often at once as is set for it, other voices as cores are there', () => {
  const settings = { slots: 0, engine: 'openai', openaiSlots: 4 };
  expect(slotsOfCpu(settings, 2)).toBe(4);
  expect(slotsOfCpu({ ...settings, slots: 1 }, 2)).toBe(1);
  expect(slotsOfCpu({ ...settings, engine: 'espeak' }, 2)).toBe(2);
});

describe('commands', () => {
  let home = '';
  let server: FakeSpeechServer;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-server-'));
    await writeFile(join(home, 'book.html'), BOOK);
    server = await startSpeechServer();
  });
  afterAll(async () => {
    await server.close();
    await rm(home, { recursive: true });
  });

  async function run(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const env = {
      PATH: process.env['PATH'] ?? '',
      E2A_ENGINE: 'openai',
      E2A_OPENAI_URL: server.url,
      E2A_OPENAI_KEY: KEY,
    };
    const { surroundings, out, words } = fakeProcess(argv, home, { ...env, ...more });
    const code = await runCli(surroundings);
    expect(out.written() + words.written()).not.toContain(KEY);
    return { code, out: out.written(), words: words.written() };
  }

  it('plan says who would be sent the text, and the price', async () => {
    const { code, out } = await run(['plan', 'book.html'], { E2A_OPENAI_PRICE: '1000000' });
    expect([code, out]).toEqual([0, expect.stringContaining(`it is sent to ${server.host}, and`)]);
    expect(out).toMatch(/note: It costs about \d+\.00 USD: \d+ characters at 1,000,000 USD a million\./);
    expect((await run(['plan', 'book.html'], { E2A_ENGINE: 'piper' })).out).not.toContain('leaves this machine');
  });

  it('config show hides what opens a door in addresses and tables, too', async () => {
    const { out } = await run(['config', 'show', '--json'], {
      E2A_NATS_URL: 'nats://me:hun@ter22@attic:4222',
      E2A_OPENAI_URL: 'https://speech.example/v1?api-key=planted-1234',
      E2A_OPENAI_EXTRA: '{"stream":false,"api_key":"planted-5678"}',
    });
    expect(out).not.toMatch(/hun|ter22|planted/);
    expect(out).toContain('nats://attic:4222');
    expect(out).toContain('"stream":false');
  });

  it('config show hides the key and tells the table', async () => {
    const { out } = await run(['config', 'show'], { E2A_OPENAI_EXTRA: '{"stream":false}' });
    expect(out).toMatch(/openai\.key +\(hidden\)/);
    expect(out).toMatch(/openai\.extra +\{"stream":false\}/);
  });

  const finding = async (
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ state: string; found: string; fix?: string }> => {
    const { out } = await run(['doctor', '--json', '--voice', 'alloy'], more);
    return JSON.parse(out).findings.find(({ name }: { name: string }) => name === 'speech server');
  };

  it('doctor finds the server and the model', async () => {
    expect(await finding()).toEqual({ name: 'speech server', state: 'ok', found: `${server.host}, model tts-1` });
    expect(await finding({ E2A_OPENAI_MODEL: 'tts-9' })).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('does not list the model tts-9, but tts-1: E2A_OPENAI_MODEL'),
    });
    expect(await finding({ E2A_ENGINE: 'tone', E2A_OPENAI_URL: '' })).toMatchObject({ state: 'skipped' });
  });

  it('doctor says what is wrong with it', async () => {
    server.pages.set('/v1/models', [401, { error: { message: `bad key ${KEY}` } }]);
    expect(await finding()).toMatchObject({
      state: 'missing',
      found: `The speech server ${server.host} does not let us in (401). bad key (key)`,
      fix: expect.stringContaining('E2A_OPENAI_KEY'),
    });
    expect(await finding({ E2A_OPENAI_URL: '' })).toMatchObject({
      state: 'missing',
      fix: expect.stringContaining('E2A_OPENAI_URL=http'),
    });
  });
});
