import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { e2a } from '../support/e2a.js';
import { espeaking, reply, startSpeechServer } from '../support/speech-server.js';

const KEY = 'sk-secret-of-the-tests';
const BOOK = `<html lang="en"><head><title>Two Chapters</title></head><body>
<h1>One</h1><p>The lighthouse keeper counted the ships that passed. None of them came back.</p>
<h1>Two</h1><p>He had been to the harbour that morning, and the gulls were silent.</p></body></html>`;

const here = { folder: '' };
const server = await startSpeechServer();

beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-server-'));
  await writeFile(join(here.folder, 'book.html'), BOOK);
});
afterAll(async () => {
  await server.close();
  await rm(here.folder, { recursive: true, force: true });
});

const convert = (name: string, engine: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  e2a(
    ['convert', 'book.html', ...engine, '--data', join(here.folder, name), '-o', join(here.folder, `${name}.m4b`)],
    { ...env, E2A_CACHE: join(here.folder, 'cache') },
    here.folder,
  );

/** Everything the commands have left: jobs, clips, logs, books. */
async function filesWith(text: string): Promise<readonly string[]> {
  const entries = await readdir(here.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  const found = await Promise.all(files.map(async (file) => ((await readFile(file)).includes(text) ? [file] : [])));
  return found.flat();
}

async function expectBook(name: string): Promise<void> {
  const path = join(here.folder, `${name}.m4b`);
  expect((await stat(path)).size).toBeGreaterThan(10_000);
  const facts = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_chapters', path], {
      encoding: 'utf8',
    }),
  ) as { chapters: readonly object[]; format: { duration: string } };
  expect(facts.chapters).toHaveLength(2);
  expect(Number(facts.format.duration)).toBeGreaterThan(6);
}

it('espeak-ng speaks a whole book', async () => {
  const { code, stderr } = await convert('espeak', ['--engine', 'espeak']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('Voice espeak-en-gb. eSpeak NG is free software')]);
  await expectBook('espeak');
});

it('a server speaks a whole book, in spite of its whims; the text goes nowhere else, and the key nowhere at all', async () => {
  server.answer(
    reply(429, { 'retry-after': '0' }),
    reply(200, { 'content-type': 'text/html' }, '<html>Gateway</html>'),
    espeaking,
  );
  const env = { E2A_OPENAI_URL: server.url, E2A_OPENAI_KEY: KEY, E2A_OPENAI_PRICE: '15', E2A_LOG: 'trace' };
  const { code, stdout, stderr } = await convert('openai', ['--engine', 'openai', '--voice', 'af_sky'], env);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`it is sent to ${server.host}, and`)]);
  expect(stderr).toContain('It costs about 0.00 USD:');
  expect(stderr).toMatch(/Sent to a speech server for af_sky: \d+ characters at most\./);
  await expectBook('openai');
  const inputs = server.spoken.map(({ body }) => body.input);
  expect(inputs).toContain('He had been to the harbour that morning, and the gulls were silent.');
  expect(new Set(server.spoken.map(({ body }) => body.voice))).toEqual(new Set(['af_sky']));
  expect(stdout + stderr).not.toContain(KEY);
  expect(await filesWith(KEY)).toEqual([]);
});

it('a key that is refused in the middle of a book ends it with what mends it, and it goes on afterwards', async () => {
  const env = { E2A_OPENAI_URL: server.url, E2A_OPENAI_KEY: KEY, E2A_OPENAI_SLOTS: '1' };
  const voice = ['--engine', 'openai', '--voice', 'af_bella'];
  server.answer(espeaking, reply(401, {}, JSON.stringify({ error: { message: `revoked: ${KEY}` } })));
  const refused = await convert('refused', voice, env);
  expect([refused.code === 0, refused.stderr]).toEqual([
    false,
    expect.stringContaining('E2A_OPENAI_KEY is not accepted'),
  ]);
  expect(refused.stderr).not.toContain(KEY);
  server.answer(espeaking);
  expect((await convert('refused', voice, env)).code).toBe(0);
  await expectBook('refused');
});

it('without a server nothing is begun', async () => {
  const gone = await startSpeechServer();
  await gone.close();
  const { code, stderr } = await convert('gone', ['--engine', 'openai', '--voice', 'alloy'], {
    E2A_OPENAI_URL: gone.url,
  });
  expect([code, stderr]).toEqual([7, expect.stringContaining(`The speech server ${gone.host} does not answer.`)]);
});
