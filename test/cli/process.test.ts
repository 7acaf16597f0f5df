import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a } from '../support/e2a.js';
import { writeNovel } from '../support/novel.js';

const BIN = new URL('../../bin/e2a', import.meta.url).pathname;
/** The promise is 3 s; the rest is for Node to start on a busy machine. */
const NO_CLUSTER_LIMIT_MS = 6_000;
/** Every step starts a process of Node. */
const TEST_MS = 90_000;
/** Commands about the whole cluster. */
const NO_ARGUMENT = new Set(['jobs', 'node', 'queue', 'cluster', 'dlq', 'clean']);
const CLOSED_PORT = 'nats://127.0.0.1:1';

describe('the e2a command', () => {
  let home = '';
  let book = '';
  let user: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-process-'));
    book = join(home, 'novel.epub');
    user = { HOME: home, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: '', E2A_VOICES: join(home, 'voices') };
    await writeFile(book, await writeNovel({ title: 'The Long Night', chapters: 2, paragraphs: 2 }));
  });
  afterAll(() => rm(home, { recursive: true }));

  describe('without a cluster', { timeout: TEST_MS }, () => {
    it.each([
      ['submit', ['--engine', 'tone']],
      ['jobs', []],
      ['show', []],
      ['watch', []],
      ['get', []],
      ['cancel', []],
      ['pause', []],
      ['remove', []],
      ['queue', []],
      ['cluster', []],
      ['dlq', []],
      ['clean', ['--older-than', '30d']],
      ['node', ['--engine', 'tone']],
    ])('%s says so in four parts and exits 4, within 3 s', async (command, flags) => {
      const argument = command === 'submit' ? [book] : NO_ARGUMENT.has(command) ? [] : ['a-tale'];
      const begun = Date.now();
      const { code, stdout, stderr } = await e2a([command, ...argument, ...flags, '--server', CLOSED_PORT], user);
      expect(Date.now() - begun).toBeLessThan(NO_CLUSTER_LIMIT_MS);
      expect([code, stdout]).toEqual([4, '']);
      expect(stderr).toContain('There is no cluster at nats://127.0.0.1:1.');
      expect(stderr).toContain('--server nats://HOST:4222');
      expect(stderr).toContain('E2A-4003');
    });

    it('a server that accepts and says nothing is no cluster either', async () => {
      const sockets = new Set<Socket>();
      const silent: Server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      const begun = Date.now();
      const { code, stderr } = await e2a(['jobs', '--json', '--server', `nats://127.0.0.1:${port}`], user);
      for (const socket of sockets) socket.destroy();
      silent.close();
      expect(Date.now() - begun).toBeLessThan(NO_CLUSTER_LIMIT_MS);
      expect([code, JSON.parse(stderr).code]).toEqual([4, 'E2A-4003']);
    });
  });

  describe('as a process', { timeout: TEST_MS }, () => {
    it('plan --json: one document on stdout, nothing on stderr', async () => {
      const { code, stdout, stderr } = await e2a(['plan', book, '--json'], user);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(stdout)).toMatchObject({
        v: 1,
        book: { title: 'The Long Night' },
        chapters: [{ n: 1 }, { n: 2 }],
      });
    });

    it('no escape codes in a pipe; with FORCE_COLOR neither', async () => {
      for (const extra of [{}, { FORCE_COLOR: '1' }, { NO_COLOR: '1' }]) {
        const planned = await e2a(['plan', book], { ...user, ...extra });
        const failed = await e2a(['plan', 'nowhere.epub'], { ...user, ...extra });
        expect(planned.stdout + failed.stderr).not.toContain('\u001b');
      }
    });

    it('a reader that goes away is no error', async () => {
      const shell = await execa(
        'bash',
        ['-c', `"$0" "$1" plan "$2" --text | head -c 1; echo " \${PIPESTATUS[0]}"`, process.execPath, BIN, book],
        {
          reject: false,
          env: user,
        },
      );
      expect(shell.stdout).toMatch(/^# 0$/);
      expect(shell.stderr).toBe('');
    });

    it.each([
      { what: 'a voice that is not installed', flags: [], code: 7, words: 'e2a voices pull' },
      { what: 'a voice nobody knows', flags: ['--voice', 'nobody'], code: 5, words: 'There is no voice "nobody"' },
      {
        what: 'chapters the book has not',
        flags: ['--chapters', '1-9'],
        code: 2,
        words: '--chapters does not understand',
      },
      {
        what: 'a place that is not there',
        flags: ['--engine', 'tone', '--output', '/nowhere/x.m4b'],
        code: 2,
        words: '--output',
      },
    ])('convert with $what: exit $code before anything is started', async ({ flags, code, words }) => {
      const ended = await e2a(['convert', book, ...flags, '--data', join(home, 'untouched')], user);
      expect([ended.code, ended.stdout]).toEqual([code, '']);
      expect(ended.stderr).toContain(words);
      expect(ended.stderr).not.toContain('nats-server');
    });

    it('doctor: what is missing, its cure, exit 7; as JSON the same', async () => {
      const text = await e2a(['doctor'], user);
      expect(text.code).toBe(7);
      expect(text.stdout).toMatch(/✔ Node\.js +\d+/);
      expect(text.stdout).toMatch(/✖ voice +The voice \S+ is not installed.+\n +fix: e2a voices pull/);
      expect(text.stdout).toMatch(/- cluster/);
      const json = await e2a(['doctor', '--json', '--engine', 'tone'], user);
      const { ok, findings } = JSON.parse(json.stdout);
      expect([json.code, ok]).toEqual([0, true]);
      expect(findings).toContainEqual(expect.objectContaining({ name: 'voice', state: 'ok' }));
      const bare = await e2a(['doctor', '--json', '--engine', 'tone'], {
        ...user,
        PATH: home,
        E2A_NATS_SERVER: '/nowhere',
      });
      const missing = JSON.parse(bare.stdout).findings.filter(({ state }: { state: string }) => state === 'missing');
      expect([bare.code, missing.map(({ name }: { name: string }) => name)]).toEqual([
        7,
        ['ffmpeg with AAC', 'nats-server'],
      ]);
      for (const { fix } of missing) expect(fix.length).toBeGreaterThan(5);
    });

    it('voices: the list, and which are installed', async () => {
      const { code, stdout } = await e2a(['voices', '--json'], user);
      const { v, voices } = JSON.parse(stdout);
      expect([code, v]).toEqual([0, 1]);
      expect(voices).toContainEqual(expect.objectContaining({ name: 'en_US-joe-medium', installed: false }));
      expect(voices).toContainEqual(expect.objectContaining({ name: 'tone', installed: true }));
    });
  });
});
