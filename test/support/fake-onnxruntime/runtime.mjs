/**
 * An onnxruntime without models: it says something whose length follows the text, on the GPU that CUDA_VISIBLE_DEVICES
 * names or on the CPU, and fails as it is told by FAKE_CUDA (see ../fake-gpus.ts).
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const RATE = 22_050;
/** Piper has about two ids for a letter, a letter takes 50 ms. */
const SECONDS_PER_ID = 0.023;
const { FAKE_CUDA, FAKE_GPUS, FAKE_MS_PER_CALL, CUDA_VISIBLE_DEVICES } = process.env;

export const env = { logLevel: 'warning' };

export class Tensor {
  /** @param {string} type @param {ArrayLike<unknown>} data @param {number[]} dims */
  constructor(type, data, dims) {
    this.type = type;
    this.data = data;
    this.dims = dims;
  }
}

export const InferenceSession = {
  /** @param {string} _model @param {{ executionProviders: (string | { name: string })[] }} options */
  create: async (_model, { executionProviders }) => {
    const [provider] = executionProviders;
    if (typeof provider === 'object' && provider.name === 'cuda') loadCuda();
    return { inputNames: ['input'], run: speak };
  },
};

function loadCuda() {
  if (FAKE_CUDA === 'fails') {
    process.stderr.write('Failed to load library x.so with error: libcudnn.so.9: cannot open shared object file\n');
    throw new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library');
  }
  if (FAKE_CUDA === 'silent') return;
  pretendMapped('libonnxruntime_providers_cuda.so');
  if (FAKE_CUDA === 'works') fs.writeFileSync(join(FAKE_GPUS ?? '', CUDA_VISIBLE_DEVICES ?? '', `${process.pid}`), '');
}

/** From now on this process seems to have loaded the library. @param {string} library */
function pretendMapped(library) {
  const read = fs.readFileSync;
  /** @param {string} path @param {'utf8'} options */
  const readFileSync = (path, options) =>
    path === '/proc/self/maps'
      ? `${read(path, 'utf8')}7f00-7f01 r-xp 0 08:01 1 /ort/${library}\n`
      : read(path, options);
  Object.assign(fs, { readFileSync });
  syncBuiltinESMExports();
}

/** @param {{ input: { data: BigInt64Array } }} feeds */
async function speak({ input }) {
  await wait(Number(FAKE_MS_PER_CALL ?? 0));
  const samples = Math.round(input.data.length * SECONDS_PER_ID * RATE);
  return { output: { data: Float32Array.from({ length: samples }, (_, n) => 0.3 * Math.sin(n / 18)) } };
}
