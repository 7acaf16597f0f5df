import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';

/** Every step starts a process of Node. */
const TEST_MS = 90_000;
const BIN = new URL('../../bin/e2a', import.meta.url).pathname;

describe('long commands as processes', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let home = '';
  let user: Readonly<Record<string, string>> = {};
  const running: RunningCommand[] = [];
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-signals-'));
    user = {
      ...{ HOME: home, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: '', E2A_VOICES: join(home, 'voices') },
      E2A_NATS_URL: server.url,
      E2A_NODE: 'attic',
    };
    await writeFile(join(home, 'night.epub'), await writeNovel({ title: 'Night', chapters: 2, paragraphs: 2 }));
  });
  afterAll(async () => {
    for (const command of running) command.kill('SIGKILL');
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  const start = (...args: readonly string[]): RunningCommand => {
    const command = startE2a(args, user);
    running.push(command);
    return command;
  };

  it('submit --wait: SIGUSR1 is answered by a line, SIGINT ends the looking with 130; no debugger, no escape codes', async () => {
    const looking = start('submit', join(home, 'night.epub'), '--engine', 'tone', '--wait');
    await looking.waitForWords('waiting for a node');
    looking.kill('SIGUSR1');
    await looking.waitForWords(': submitted, 0.0 %, waiting for a node with the role book\n');
    looking.kill('SIGINT');
    expect(await looking.ended).toBe(130);
    expect(looking.words()).toMatch(
      /The job goes on\. Look again: e2a watch night-\w{4} · stop it: e2a cancel night-\w{4}\n$/,
    );
    for (const unwanted of ['Debugger', '\u001b']) expect(looking.words()).not.toContain(unwanted);
  });

  it('node: tells what it has in hand; a node goes by its name', async () => {
    const node = start('node', '--engine', 'tone', '--role', 'synth', '--slots', '1');
    await node.waitForWords('Ctrl+C to leave');
    node.kill('SIGUSR1');
    await node.waitForWords('attic: nothing is in hand; 0 done since it began\n');
    node.kill('SIGTERM');
    expect(await node.ended).toBe(0);
    expect(node.words()).not.toContain('Debugger');
  });

  it('watch: SIGTERM is 143', async () => {
    const looking = start('watch', '@last');
    await looking.waitForWords('waiting for a node');
    looking.kill('SIGTERM');
    expect(await looking.ended).toBe(143);
  });

  it('cluster top --json: a line for each look until it is interrupted; one look in a pipe', async () => {
    const once = await e2a(['cluster', 'top'], user);
    expect([once.code, once.stderr]).toEqual([0, '']);
    expect(once.stdout).toMatch(/^\d nodes?, /);
    const shell = await execa('bash', ['-c', '"$0" "$1" cluster top --json | head -2', process.execPath, BIN], {
      reject: false,
      env: { ...process.env, ...user },
    });
    const lines = shell.stdout.split('\n').map((line) => JSON.parse(line) as { type: string; at: string });
    expect(lines.map(({ type }) => type)).toEqual(['top', 'top']);
    expect(lines[0]?.at).not.toBe(lines[1]?.at);
  });
});
