import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES } from '../../../src/core/index.js';
import { pullVoice } from '../../../src/speech/index.js';
import { asWriteError, demandSpace } from '../../../src/speech/voices/disk-space.js';
import { takeAway, takePullLock } from '../../../src/speech/voices/pull-lock.js';
import { useMirror } from './mirror.js';
import { SMALL, smallCatalogue } from './small-voice.js';

const { signal } = new AbortController();
const mirror = useMirror();
const here = { folder: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-lock-'));
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

const nobodyWaits = (): void => {
  throw new Error('there is nothing to wait for');
};

describe('the right to fetch into a folder', () => {
  it('has one holder; the next gets it when it is given back', async () => {
    const first = await takePullLock(here.folder, signal, nobodyWaits);
    let tellWaiting: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (tellWaiting = resolve));
    const second = takePullLock(here.folder, signal, tellWaiting);
    await waits;
    await first.release();
    await (await second).release();
    expect(await readdir(here.folder)).toEqual([]);
  });

  it('is taken from who died, and from who has been silent on another machine', async () => {
    const path = join(here.folder, '.pull.lock');
    // No process has so high a number.
    await writeFile(path, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    await (await takePullLock(here.folder, signal, nobodyWaits)).release();
    await writeFile(path, JSON.stringify({ pid: process.pid, host: 'another' }));
    const longAgo = new Date((await stat(path)).mtimeMs - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await takePullLock(here.folder, signal, nobodyWaits)).release();
  });

  it('that was taken from a machine that slept is not given back by it', async () => {
    const path = join(here.folder, '.pull.lock');
    const slept = await takePullLock(here.folder, signal, nobodyWaits);
    const longAgo = new Date((await stat(path)).mtimeMs - 60_000);
    await utimes(path, longAgo, longAgo);
    const taken = await takePullLock(here.folder, signal, nobodyWaits);
    await slept.release();
    expect(await readdir(here.folder)).toEqual(['.pull.lock']);
    await taken.release();
  });

  it('of one that died is taken away, but not what another has put in its place meanwhile', async () => {
    const path = join(here.folder, '.pull.lock');
    await writeFile(path, 'of the living');
    await takeAway(path, 'of the dead');
    expect(await readFile(path, 'utf8')).toBe('of the living');
    await takeAway(path, 'of the living');
    expect(await readdir(here.folder)).toEqual([]);
  });

  it('is not waited for after an abort', async () => {
    const controller = new AbortController();
    const lock = await takePullLock(here.folder, signal, nobodyWaits);
    const waiting = takePullLock(here.folder, controller.signal, () => controller.abort());
    await expect(waiting).rejects.toThrow();
    await lock.release();
  });
});

it('two pulls at once fetch a voice once', async () => {
  const said: string[] = [];
  const options = { catalogue: smallCatalogue(mirror.url), say: (text: string) => said.push(text) };
  await Promise.all([pullVoice(SMALL, here.folder, options), pullVoice(SMALL, here.folder, options)]);
  expect(mirror.asked).toHaveLength(3);
  expect(said.filter((text) => text.includes('waiting for it'))).toHaveLength(1);
});

describe('a disk', () => {
  const file = { name: 'model.onnx', as: 'model', bytes: 10 ** 18, digest: null };

  it('without room is told before anything is fetched', async () => {
    await expect(demandSpace(here.folder, [file])).rejects.toMatchObject({
      exitCode: 7,
      failure: {
        code: CODES.downloadFailed,
        why: expect.stringMatching(/needs 1000000000000 MB, and \d+ MB are free/),
      },
    });
    await demandSpace(here.folder, [{ ...file, bytes: 1 }]);
    await demandSpace(join(here.folder, 'nowhere'), [file]);
  });

  it('that fills up on the way is the user’s to mend; another error stays what it is', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(asWriteError(full, '/voices')).toMatchObject({
      exitCode: 7,
      failure: { why: expect.stringContaining('what has come is kept'), fix: expect.stringContaining('Make room') },
    });
    const other = new Error('other');
    expect(asWriteError(other, '/voices')).toBe(other);
  });
});
