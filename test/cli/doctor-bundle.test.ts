import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { runCli } from '../../src/cli/index.js';
import { fakeProcess } from './fake-terminal.js';

/** Each where a careless program would let it out. */
const PLANTED = {
  password: 'planted-password-of-nats',
  token: 'planted-token-of-the-page-of-a-test',
  key: 'planted-key-of-the-voice',
  inUrl: 'planted-in-a-url',
  inTable: 'planted-in-a-table',
  inCrash: 'planted-in-a-crash',
  topic: 'planted-topic-of-ntfy',
  hook: 'planted-hook-of-a-chat',
};
const ENV = {
  E2A_NATS_PASSWORD: PLANTED.password,
  E2A_NATS_USER: 'ada',
  E2A_WEB_TOKEN: PLANTED.token,
  E2A_OPENAI_KEY: PLANTED.key,
  E2A_OPENAI_EXTRA: JSON.stringify({ api_key: PLANTED.inTable }),
  E2A_NTFY_URL: `https://ntfy.example.org/${PLANTED.topic}`,
  E2A_WEBHOOK_URL: `https://chat.example.org/hooks/${PLANTED.hook}/json`,
  E2A_NATS_URL: `nats://ada:${PLANTED.inUrl}@127.0.0.1:9`,
};

async function unpacked(path: string): Promise<Readonly<Record<string, string>>> {
  const options = { lazyEntries: true };
  const zip = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(await readFile(path), options);
  const files: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, async (error, stream) => {
        if (error !== null) return reject(error);
        files[entry.fileName] = await text(stream);
        zip.readEntry();
      });
    });
    zip.readEntry();
  });
  return files;
}

describe('e2a doctor --bundle', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-bundle-'));
    const cache = join(home, '.cache/e2a');
    await mkdir(cache, { recursive: true });
    const crash = `e2a node --server nats://ada:${PLANTED.inCrash}@host\n\nError: refused, ${PLANTED.password}\n${[
      `no answer of https://ntfy.example.org/${PLANTED.topic}`,
      `topic ${PLANTED.topic}, POST /hooks/${PLANTED.hook}/json`,
    ].join('\n')}\n`;
    await writeFile(join(cache, 'last-error.log'), crash);
  });
  afterAll(() => rm(home, { recursive: true }));
  const doctor = async (file: string) => {
    const { surroundings, words } = fakeProcess(['doctor', '--engine', 'tone', '--bundle', file], home, ENV);
    await runCli(surroundings);
    return words.written();
  };

  it('has what a helper asks for first, and none of the secrets', async () => {
    const path = join(home, 'bundle.zip');
    expect(await doctor('bundle.zip')).toContain(path);
    const files = await unpacked(path);
    expect(Object.keys(files)).toEqual([
      'doctor.json',
      'settings.json',
      'versions.json',
      'cluster.json',
      'last-error.log',
    ]);
    const all = Object.values(files).join('\n');
    for (const secret of Object.values(PLANTED)) expect(all).not.toContain(secret);
    expect(JSON.parse(files['settings.json'] ?? '')).toContainEqual(
      expect.objectContaining({ key: 'server.password', value: '(hidden)', origin: 'environment' }),
    );
    expect(JSON.parse(files['versions.json'] ?? '')).toMatchObject({ e2a: '1.2.3', node: '20.20.2' });
    expect(JSON.parse(files['doctor.json'] ?? '')).toContainEqual(expect.objectContaining({ name: 'cluster' }));
    expect(files['last-error.log']).toContain('Error: refused');
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('takes no other file away', async () => {
    await writeFile(join(home, 'mine.zip'), 'mine');
    expect(await doctor('mine.zip')).toContain('There is such a file already');
    expect(await readFile(join(home, 'mine.zip'), 'utf8')).toBe('mine');
  });
});
