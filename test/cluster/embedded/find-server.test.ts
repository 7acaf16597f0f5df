import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findServer } from '../../../src/cluster/embedded/index.js';

describe('looking for a nats-server', () => {
  let folder: string;
  const path = process.env['PATH'];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'e2a-find-'));
    process.env['PATH'] = join(folder, 'bin');
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  /** A program that claims to be that server. */
  const put = (place: string, answer: string): string => {
    const file = join(folder, place);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho '${answer}'\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const find = (serverPath?: string) => findServer({ cacheFolder: join(folder, 'cache'), serverPath });

  it('takes the one that was chosen, and nothing else', async () => {
    put('cache/nats-server-2.15.1/nats-server', 'nats-server: v2.15.1');
    const chosen = put('mine', 'nats-server: v2.12.0');
    expect(await find(chosen)).toEqual({ path: chosen, version: '2.12.0', origin: 'E2A_NATS_SERVER' });
    await expect(find(join(folder, 'not-there'))).rejects.toMatchObject({ exitCode: 7, failure: { code: 'E2A-4001' } });
    await expect(find(put('old', 'nats-server: v2.9.10'))).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-4002', why: expect.stringContaining('2.9.10') },
    });
  });

  it('prefers the newest of the cache to the one on PATH', async () => {
    put('bin/nats-server', 'nats-server: v2.16.0');
    put('cache/nats-server-2.9.30/nats-server', 'nats-server: v2.9.30');
    put('cache/nats-server-2.11.3/nats-server', 'nats-server: v2.11.3');
    const newest = put('cache/nats-server-2.15.1/nats-server', 'nats-server: v2.15.1');
    expect(await find()).toEqual({ path: newest, version: '2.15.1', origin: 'the cache' });
  });

  it('passes over what is broken or old, and takes the one on PATH', async () => {
    put('cache/nats-server-2.15.1/nats-server', 'something else');
    put('bin/nats-server', 'nats-server: v2.10.27');
    expect(await find()).toMatchObject({ version: '2.10.27', origin: 'PATH' });
  });

  it('names an old one with its version, and the ways to a new one', async () => {
    put('bin/nats-server', 'nats-server: v2.9.10');
    await expect(find()).rejects.toMatchObject({
      exitCode: 7,
      failure: {
        code: 'E2A-4001',
        why: expect.stringMatching(/PATH.*2\.9\.10.*2\.10\.27/),
        fix: expect.stringMatching(/npm run setup.*go install.*E2A_NATS_SERVER/),
      },
    });
  });

  it('says where it looked when there is none', async () => {
    await expect(find()).rejects.toMatchObject({ failure: { why: expect.stringContaining('cache') } });
  });
});
