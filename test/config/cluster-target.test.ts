import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterTarget, loadSettings } from '../../src/config/index.js';

describe('which cluster', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-target-'));
  });
  afterEach(() => rm(home, { recursive: true }));
  const target = async (env: Readonly<Record<string, string>>, selected = false) => {
    if (selected) {
      await mkdir(join(home, '.config/nats/context'), { recursive: true });
      await writeFile(join(home, '.config/nats/context.txt'), 'home');
      await writeFile(join(home, '.config/nats/context/home.json'), '{"url":"nats://attic:4222","user":"ctx"}');
    }
    const machine = { env, home, cwd: home, platform: 'linux' };
    return clusterTarget(loadSettings({}, machine).settings, machine);
  };
  it('the one that was named, over the selected context', async () => {
    const found = await target({ E2A_NATS_URL: 'nats://office:4222', E2A_NATS_TOKEN: 't' }, true);
    expect(found).toMatchObject({ servers: 'nats://office:4222', token: 't' });
    expect(found).not.toHaveProperty('user');
  });
  it("the nats command line's context, its login completed by ours", async () => {
    expect(await target({ E2A_NATS_PASSWORD: 'pw' }, true)).toMatchObject({
      servers: 'nats://attic:4222',
      user: 'ctx',
      pass: 'pw',
      chosenBy: expect.stringContaining('"home"'),
    });
  });
  it('this machine when nothing was named', async () => {
    expect(await target({})).toMatchObject({ servers: 'nats://127.0.0.1:4222' });
  });
});
