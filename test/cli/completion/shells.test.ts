import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { e2a } from '../../support/e2a.js';
import { startNats, type TestServer } from '../../support/nats.js';

const BIN = new URL('../../../bin/e2a', import.meta.url).pathname;
/** Every step starts a process of Node. */
const TEST_MS = 60_000;

describe('completion in a shell', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let home = '';
  let user: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-tab-'));
    await symlink(BIN, join(home, 'e2a'));
    user = {
      HOME: home,
      XDG_CONFIG_HOME: '',
      XDG_DATA_HOME: '',
      E2A_VOICES: join(home, 'voices'),
      E2A_NATS_URL: server.url,
    };
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  const asked = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { code, stdout, stderr } = await e2a(['complete', '--', ...words], user);
    expect([code, stderr]).toEqual([0, '']);
    return stdout.split('\n');
  };

  it.each(['bash', 'zsh', 'fish', 'powershell'])('%s: a script on stdout that asks e2a', async (shell) => {
    const { code, stdout, stderr } = await e2a(['completion', shell], user);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('e2a complete');
  });

  it('an unknown shell is wrong usage', async () => {
    const { code, stderr } = await e2a(['completion', 'tcsh'], user);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish, powershell');
  });

  it('commands and flags; files where a book goes; voices of the catalogue', async () => {
    expect(await asked('expl')).toEqual(['explain\twhat an error code means, why it comes, what to do', ':4']);
    expect(await asked('watch', '--jso')).toEqual(['--json\tdata for programs on stdout', ':4']);
    expect(await asked('convert', '')).toEqual([':0']);
    expect(await asked('convert', '--voice', 'hibari-h')).toEqual([expect.stringMatching(/^hibari-heart\ten/), ':4']);
    expect(await asked('explain', 'E2A-100')).toContainEqual(expect.stringMatching(/^E2A-1003\t/));
  });

  it('jobs of the cluster; without one nothing, in silence', async () => {
    const { stdout } = await e2a(
      ['submit', '--engine', 'tone', new URL('../../../samples/the-lighthouse-clock.epub', import.meta.url).pathname],
      user,
    );
    expect(await asked('watch', 'the-l')).toEqual([
      expect.stringMatching(`^${stdout}\tThe Lighthouse Clock, 0 %$`),
      ':4',
    ]);
    expect(await asked('watch', '--server', 'nats://127.0.0.1:1', '')).toEqual([':4']);
  });

  it('bash runs it: commands, and files where a book goes', async () => {
    const path = `${home}${delimiter}${process.env['PATH'] ?? ''}`;
    const bash = async (...words: readonly string[]) => {
      const script = `source <(e2a completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); __e2a_complete; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p e2a`;
      const { stdout } = await execa('bash', ['--norc', '-c', script, 'bash', 'e2a', ...words], {
        env: { ...process.env, ...user, PATH: path },
        reject: false,
      });
      return stdout.split('\n');
    };
    expect(await bash('con')).toEqual([
      'convert',
      'config',
      expect.stringMatching(/^complete -o default -F __e2a_complete e2a$/),
    ]);
    expect((await bash('node', '--role', 's'))[0]).toBe('synth');
    expect((await bash('convert', ''))[0]).toBe('');
  });
});
