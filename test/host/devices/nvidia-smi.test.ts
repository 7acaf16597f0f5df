import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listGpus } from '../../../src/host/devices/index.js';

describe('asking the driver', () => {
  const path = process.env['PATH'];
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-smi-'));
    process.env['PATH'] = folder;
  });
  afterEach(async () => {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true });
  });
  async function driver(script: string): Promise<void> {
    const file = join(folder, 'nvidia-smi');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  it('tells which GPUs there are, when it is asked rightly', async () => {
    const query = '--query-gpu=index,uuid,name,memory.total,memory.free,driver_version --format=csv,noheader,nounits';
    await driver(`[ "$*" = "${query}" ] && echo "0, GPU-ab-cd, NVIDIA L4, 23034, 22000, 550.1"`);
    expect(await listGpus()).toMatchObject([{ index: 0, uuid: 'GPU-ab-cd', freeMb: 22_000 }]);
  });

  it.each([
    ['echo "NVIDIA-SMI has failed" >&2; exit 9', 'NVIDIA’s driver does not answer.', /exit 9.*NVIDIA-SMI has failed/],
    ['echo "No devices were found"', 'NVIDIA’s driver knows no GPU here.', /No devices were found/],
    ['exit 0', 'NVIDIA’s driver knows no GPU here.', undefined],
  ])('%s: exit 7, in words', async (script, what, why) => {
    await driver(script);
    await expect(listGpus()).rejects.toMatchObject({
      exitCode: 7,
      failure: {
        code: 'E2A-2009',
        what,
        why: why === undefined ? undefined : expect.stringMatching(why),
        fix: expect.stringContaining('--gpu none'),
      },
    });
  });

  it('does not go where there is no driver', async () => {
    await expect(listGpus()).rejects.toMatchObject({
      exitCode: 7,
      failure: { what: 'This machine has no NVIDIA driver.', fix: expect.stringContaining('--gpus all') },
    });
  });

  it('ends when nobody waits any more', async () => {
    await driver('exec sleep 20');
    await expect(listGpus(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
