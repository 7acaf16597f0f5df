import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CODES } from '../../../../src/core/index.js';
import { KOKORO_ENGINE_VERSION } from '../../../../src/speech/engines/kokoro/kokoro-kind.js';
import {
  cudaPart,
  describeProfile,
  installedVoice,
  openSpeechEngine,
  phonemesOf,
  prepareVoice,
} from '../../../../src/speech/index.js';
import { tinyKokoro, tinyStyle } from '../../../support/tiny-kokoro.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const here = { folder: '' };
const request = (voice: string) => ({ engine: 'kokoro', voice, voicesFolder: here.folder });
async function put(voice: string, style: string): Promise<void> {
  await mkdir(join(here.folder, voice));
  await writeFile(join(here.folder, voice, 'model.onnx'), tinyKokoro());
  await writeFile(join(here.folder, voice, `${style}.bin`), tinyStyle());
}
beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-kokoro-kind-'));
  await Promise.all([put('french', 'ff_tiny'), put('japanese', 'jf_tiny'), put('chinese', 'zm_tiny')]);
});
afterAll(() => rm(here.folder, { recursive: true, force: true }));

describe('a voice of Kokoro', () => {
  it('speaks the language of its style', async () => {
    expect(await describeProfile(request('french'))).toMatchObject({ language: 'fr-fr', phonemiser: /^espeak-ng/ });
    expect(await phonemesOf(request('french'), 'Bonjour, Monsieur !')).toEqual({
      phonemes: 'bɔ̃ʒˈuʁ, məsjˈø !',
      skipped: [],
    });
  });

  it.each([
    ['japanese', 'Japanese'],
    ['chinese', 'Chinese'],
  ])('is refused before anything is loaded when it is %s', async (voice, language) => {
    const refused = {
      exitCode: 7,
      failure: { code: CODES.engineBroken, why: expect.stringContaining(`${language} needs a way`) },
    };
    await expect(describeProfile(request(voice))).rejects.toMatchObject(refused);
    await expect(openSpeechEngine(request(voice))).rejects.toMatchObject(refused);
  });

  it('is prepared once: the patched copy lies beside its model', async () => {
    await prepareVoice(request('french'));
    const { modelDigest } = await describeProfile(request('french'));
    const copy = join(here.folder, 'french', `model.${modelDigest.slice(0, 8)}.patched-v1.onnx`);
    expect(readFileSync(copy).includes('w_ceil')).toBe(true);
  });

  it.skipIf(cudaPart().present)('never speaks on the CPU when a GPU was asked for', async () => {
    const device = { type: 'cuda', gpu: 'GPU-ab-cd', environment: { PATH: process.env['PATH'] } } as const;
    await expect(openSpeechEngine({ ...request('french'), device })).rejects.toMatchObject({
      name: 'HostBrokenError',
      message: expect.stringMatching(/Kokoro did not start: .*Provider_Cuda/),
    });
  });

  it('names the runtime that computes it', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(KOKORO_ENGINE_VERSION).toBe(`onnxruntime-${dependencies['onnxruntime-node']}/1`);
  });
});

/** Three sentences take it ten seconds of a core; it is 90 MB, so that tests never fetch it. */
const REAL = 'kokoro-int8-af_heart';
const voicesFolder = process.env['E2A_VOICES'] ?? join(homedir(), '.local/share/e2a/voices');
const missing = await installedVoice(REAL, voicesFolder).then(
  () => null,
  (error: Error) => error.message,
);
if (missing !== null) process.stderr.write(`SKIPPED: the real ${REAL} (${missing} e2a voices pull ${REAL})\n`);

describe.skipIf(missing !== null)(`the real ${REAL}`, () => {
  it('speaks as fast as people do, at their level, and tells where its words are', async () => {
    const engine = await openSpeechEngine({ engine: 'kokoro', voice: REAL, voicesFolder });
    try {
      const text = 'The old floor near the door was bare.';
      const say = () => engine.speak({ text, seed: 1, speed: 1 }, new AbortController().signal);
      const { pcm, sampleRate, words, skipped } = await say();
      const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect([sampleRate, skipped, pcm.every(Number.isFinite)]).toEqual([24_000, [], true]);
      expect([peak > 0.1, peak < 1.2]).toEqual([true, true]);
      expect(pcm.length / sampleRate / engine.estimateSeconds(text)).toBeGreaterThan(0.8);
      expect(pcm.length / sampleRate / engine.estimateSeconds(text)).toBeLessThan(1.8);
      // A third of a second of quiet before the first word, and then one after another.
      expect(words).toHaveLength(8);
      expect((words?.[0]?.from ?? 0) / sampleRate).toBeGreaterThan(0.1);
      const loudest = (mark = { from: 0, to: 0 }) => Math.max(...pcm.subarray(mark.from, mark.to).map(Math.abs));
      expect(Math.min(...(words ?? []).map(loudest))).toBeGreaterThan(0.02);
      expect((await say()).pcm).toEqual(pcm);
    } finally {
      await engine.close();
    }
  });
});
