import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compiledEntry } from '../../../../src/programs/index.js';
import { type InferenceChild, startInferenceChild } from '../../../../src/speech/engines/inference/inference-child.js';
import { patchSeed } from '../../../../src/speech/engines/onnx-graph/index.js';
import type { PiperQuestion, PiperSound } from '../../../../src/speech/engines/piper/piper-questions.js';
import { FRAMES_OF_AN_ID, HOP, tinyPiper } from '../../../support/tiny-piper.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ENTRY = compiledEntry(
  'piper-child',
  new URL('../../../../src/speech/engines/piper/here.ts', import.meta.url).href,
);
const LIMIT_MS = 30_000;
const never = new AbortController().signal;
const here: { folder: string; many?: InferenceChild<PiperQuestion, PiperSound> } = { folder: '' };

async function start(speakers: boolean): Promise<InferenceChild<PiperQuestion, PiperSound>> {
  const model = join(here.folder, `${speakers}.onnx`);
  await writeFile(model, Buffer.concat(patchSeed(tinyPiper(speakers))));
  return startInferenceChild(ENTRY, { model }, LIMIT_MS, never);
}
beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-tiny-piper-'));
  here.many = await start(true);
});
afterAll(async () => {
  await here.many?.close();
  await rm(here.folder, { recursive: true, force: true });
});

const IDS = Int32Array.of(1, 0, 20, 0, 2);
async function ask(asked: Partial<PiperQuestion> = {}): Promise<PiperSound> {
  if (here.many === undefined) throw new Error('not started');
  return here.many.ask({ ids: IDS, seed: 3, scales: [0, 1, 0], speaker: 0, ...asked }, LIMIT_MS, never);
}
const crossings = ({ pcm }: PiperSound): number =>
  pcm.reduce((sum, sample, at) => sum + (sample > 0 && (pcm[at - 1] ?? 0) <= 0 ? 1 : 0), 0);

it('noise is the first of the scales, length the second', async () => {
  const usual = await ask();
  const samples = IDS.length * FRAMES_OF_AN_ID * HOP;
  expect([usual.pcm.length, [...(usual.frames ?? [])]]).toEqual([samples, Array(IDS.length).fill(FRAMES_OF_AN_ID)]);
  expect((await ask({ scales: [0, 2, 0] })).pcm.length).toBe(2 * samples);
  expect((await ask({ scales: [1, 1, 0] })).pcm).not.toEqual(usual.pcm);
  expect((await ask({ scales: [0, 1, 1] })).pcm).toEqual(usual.pcm);
});

it('a seed decides the noise', async () => {
  const scales = [1, 1, 0] as const;
  const first = await ask({ scales });
  expect((await ask({ scales })).pcm).toEqual(first.pcm);
  expect((await ask({ scales, seed: 4 })).pcm).not.toEqual(first.pcm);
});

it('a model with speakers is told which; one without is not asked', async () => {
  const long = new Int32Array(400).fill(20);
  const [first, fourth] = [crossings(await ask({ ids: long })), crossings(await ask({ ids: long, speaker: 3 }))];
  expect(fourth / first).toBeCloseTo(280 / 220, 2);
  const lone = await start(false);
  const { pcm } = await lone.ask({ ids: IDS, seed: 3, scales: [0, 1, 0], speaker: 3 }, LIMIT_MS, never);
  expect(pcm).toEqual((await ask()).pcm);
  await lone.close();
});
