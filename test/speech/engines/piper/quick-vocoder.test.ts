import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compiledEntry } from '../../../../src/programs/index.js';
import { startInferenceChild } from '../../../../src/speech/engines/inference/inference-child.js';
import { patchSeed } from '../../../../src/speech/engines/onnx-graph/index.js';
import type { PiperQuestion, PiperSound } from '../../../../src/speech/engines/piper/piper-questions.js';
import { patchPiper } from '../../../../src/speech/engines/piper/seeded-model.js';
import { constant, FLOAT, INT64, input, node, onnxModel, output } from '../../../support/tiny-onnx.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ENTRY = compiledEntry(
  'piper-child',
  new URL('../../../../src/speech/engines/piper/here.ts', import.meta.url).href,
);
const LIMIT_MS = 30_000;
const never = new AbortController().signal;
/** Of 32 bits, after some sums. */
const ROUNDING = 1e-5;
const CHANNELS = 32;
const STRIDE = 8;
const KERNEL = 16;
const IDS = Int32Array.from({ length: 500 }, (_, at) => (at * 37) % 101);
const here = { folder: '' };

beforeAll(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-vocoder-'));
});
afterAll(() => rm(here.folder, { recursive: true, force: true }));

const weights = (name: string, dims: readonly number[]): Uint8Array => {
  const count = dims.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, (_, at) => Math.sin(at * 1.7) / 20);
  return constant(name, FLOAT, values, [...dims]);
};

/** Numbers in, eight samples out for each: the kinds of layer that voices make their sound with. */
const vocoder = onnxModel(
  input('input', INT64),
  output('output'),
  constant('line', INT64, [1, 1, -1]),
  constant('wave', INT64, [1, 1, 1, -1]),
  weights('w0', [1, CHANNELS, KERNEL]),
  weights('b0', [CHANNELS]),
  weights('w1', [CHANNELS, CHANNELS, 5]),
  weights('w2', [1, CHANNELS, 7]),
  constant('three', FLOAT, [3], []),
  node('Cast', ['input'], 'numbers', { to: FLOAT }),
  node('Reshape', ['numbers', 'line'], 'ids'),
  node('ConvTranspose', ['ids', 'w0', 'b0'], 'up', { kernel_shape: [KERNEL], strides: [STRIDE], pads: [4, 4] }),
  node('LeakyRelu', ['up'], 'bent'),
  node('Conv', ['bent', 'w1'], 'shaped', { kernel_shape: [5], dilations: [6], pads: [12, 12] }),
  node('Add', ['shaped', 'up'], 'both'),
  node('Div', ['both', 'three'], 'third'),
  node('LeakyRelu', ['third'], 'last'),
  node('Conv', ['last', 'w2'], 'one', { kernel_shape: [7], pads: [3, 3] }),
  node('Tanh', ['one'], 'sound'),
  node('Reshape', ['sound', 'wave'], 'output'),
);

async function sayAll(name: string, model: Uint8Array): Promise<readonly PiperSound[]> {
  const path = join(here.folder, name);
  await writeFile(path, model);
  const child = await startInferenceChild<PiperQuestion, PiperSound>(ENTRY, { model: path }, LIMIT_MS, never);
  const say = (ids: Int32Array) => child.ask({ ids, seed: 3, scales: [0, 1, 0], speaker: 0 }, LIMIT_MS, never);
  const said = [await say(IDS), await say(IDS.subarray(0, 33)), await say(IDS)];
  await child.close();
  return said;
}

it('the quicker convolutions make the same sound, to the rounding, and the same bits every time', async () => {
  const [plain] = await sayAll('plain.onnx', Buffer.concat(patchSeed(vocoder)));
  const [quick, short, again] = await sayAll('quick.onnx', Buffer.concat(patchPiper(vocoder)));
  const none = new Float32Array();
  const [expected, found] = [plain?.pcm ?? none, quick?.pcm ?? none];
  expect([found.length, short?.pcm.length]).toEqual([IDS.length * STRIDE, 33 * STRIDE]);
  expect(expected).toHaveLength(found.length);
  const furthest = found.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (expected[at] ?? 9))), 0);
  expect(furthest).toBeLessThan(ROUNDING);
  expect(Math.max(...found)).toBeGreaterThan(1_000 * ROUNDING);
  expect(again?.pcm).toEqual(quick?.pcm);
});
