import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimPage } from '../../../src/cluster/embedded/index.js';
import { takeLock } from '../../../src/cluster/embedded/guardian-lock.js';

describe('the page of a data folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-page-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is served by one process, and the next one learns where', async () => {
    const claim = claimPage(folder);
    if (claim.type !== 'ours') throw new Error('somebody else has it');
    expect(claimPage(folder)).toEqual({ type: 'taken', url: null });
    claim.tell('http://127.0.0.1:7860/');
    expect(claimPage(folder)).toEqual({ type: 'taken', url: 'http://127.0.0.1:7860/' });
    expect((await stat(join(folder, 'nats', 'page.json'))).mode & 0o077).toBe(0);
    claim.release();
    expect(await readdir(join(folder, 'nats'))).toEqual(['ports']);
    expect(claimPage(folder).type).toBe('ours');
  });

  it('is free again when its process was killed, and the old address is not told', async () => {
    await claimPage(folder);
    // A pid that no process has: above what Linux gives.
    await rm(join(folder, 'nats', 'page.1.lock'));
    await writeFile(join(folder, 'nats', 'page.1.lock'), JSON.stringify({ pid: 2 ** 30, identity: 'gone' }));
    await writeFile(join(folder, 'nats', 'page.json'), '{"url":"http://127.0.0.1:1/"}');
    expect(claimPage(folder).type).toBe('ours');
    expect(claimPage(folder)).toEqual({ type: 'taken', url: null });
  });

  it('has nothing to do with the guardian of the same folder', () => {
    expect(claimPage(folder).type).toBe('ours');
    expect(takeLock(join(folder, 'nats'), 'guardian')).not.toBeNull();
  });
});
