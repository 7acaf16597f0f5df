import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileDigest } from '../../../src/speech/voices/checked-file.js';
import { digestOnce } from '../../../src/speech/voices/digest-once.js';

const WHEN = new Date('2026-11-28T12:00:00Z');

describe('the digest of a model', () => {
  let folder = '';
  let model = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-digest-'));
    model = join(folder, 'model.onnx');
    await writeFile(model, 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is computed once for a file that nobody has touched, and for each way to compute it', async () => {
    await utimes(model, WHEN, WHEN);
    const first = await digestOnce(model, 'sha256');
    expect(first).toBe(await fileDigest(model, 'sha256'));
    expect(await digestOnce(model, 'md5')).toBe(await fileDigest(model, 'md5'));
    // As it was to everybody who does not read it.
    await writeFile(model, 'two');
    await utimes(model, WHEN, WHEN);
    expect(await digestOnce(model, 'sha256')).toBe(first);
  });

  it('is computed again when the file was changed', async () => {
    const first = await digestOnce(model, 'sha256');
    await writeFile(model, 'another');
    expect(await digestOnce(model, 'sha256')).not.toBe(first);
    expect(await digestOnce(model, 'sha256')).toBe(await fileDigest(model, 'sha256'));
  });

  it('of what is no file is an error', async () => {
    await expect(digestOnce(folder, 'sha256')).rejects.toThrow('EISDIR');
    await expect(digestOnce(join(folder, 'none'), 'sha256')).rejects.toThrow('ENOENT');
  });
});
