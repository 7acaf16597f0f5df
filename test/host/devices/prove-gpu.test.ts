import { describe, expect, it } from 'vitest';
import { CODES, EXIT, HostBrokenError, UserError } from '../../../src/core/index.js';
import { demandRoom, type Gpu, gpuUnusable, proveGpu } from '../../../src/host/devices/index.js';
import { judgeProof } from '../../../src/host/devices/prove-gpu.js';
import type { EngineRequest, SpeechEngine } from '../../../src/speech/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const RATE = 22_050;
const GPU: Gpu = { index: 1, uuid: 'GPU-ab-cd', name: 'NVIDIA L4', memoryMb: 23_034, freeMb: 22_000, driver: '550' };
const PART = { possible: true, present: true, path: '/ort/libcuda_part.so', install: 'fetch it' };
const never = new AbortController().signal;
const REQUEST: EngineRequest = {
  engine: 'piper',
  voice: 'joe',
  voicesFolder: '/v',
  device: { type: 'cuda', gpu: GPU.uuid, environment: {} },
};
const tone = Float32Array.from({ length: RATE }, (_, n) => 0.3 * Math.sin(n / 20));

/** An engine whose second call takes 200 ms of the clock. */
function scene(pcm: Float32Array, freeMb: readonly (number | null)[]) {
  const clock = createManualClock();
  const left = [...freeMb];
  const log: string[] = [];
  const engine = {
    speak: async () => {
      log.push('spoke');
      if (log.filter((word) => word === 'spoke').length === 2) await clock.advance(200);
      return { pcm, sampleRate: RATE, skipped: [], words: null };
    },
    estimateSeconds: () => 1,
    close: async () => void log.push('closed'),
  } as unknown as SpeechEngine;
  const tools = {
    clock,
    list: async () => [
      { ...GPU, uuid: 'GPU-other', freeMb: 1 },
      { ...GPU, freeMb: left.shift() ?? null },
    ],
    open: async () => engine,
  };
  return { tools, log };
}

describe('a second of speech on a GPU', () => {
  it('proves it when sound came and its memory rose; the child is ended', async () => {
    const { tools, log } = scene(tone, [22_000, 21_400]);
    const proof = await proveGpu(GPU, REQUEST, tools, never);
    expect(proof).toEqual({ proven: true, speed: 5, facts: ['said 1.0 s in 0.20 s', 'its memory rose by 600 MiB'] });
    expect(log).toEqual(['spoke', 'spoke', 'closed']);
  });

  it('proves nothing when the memory of the GPU stays as it was: something else spoke', async () => {
    const { tools, log } = scene(tone, [22_000, 21_990, 22_000, 21_990]);
    const proof = await proveGpu(GPU, REQUEST, tools, never);
    expect(proof).toMatchObject({ proven: false, reason: expect.stringContaining('something else must have made it') });
    expect(log.at(-1)).toBe('closed');
  });

  it('looks again when the memory did not rise: another program may have ended at that moment', async () => {
    const { tools, log } = scene(tone, [21_500, 21_500, 22_000, 21_500]);
    expect(await proveGpu(GPU, REQUEST, tools, never)).toMatchObject({ proven: true });
    expect(log.filter((word) => word === 'closed')).toHaveLength(2);
  });

  it('says so where the driver does not tell of memory', async () => {
    const proof = await proveGpu(GPU, REQUEST, scene(tone, [null, null]).tools, never);
    expect(proof).toMatchObject({
      proven: true,
      facts: [expect.anything(), expect.stringContaining('cannot be looked')],
    });
  });

  it.each([
    ['silence', new Float32Array(RATE), 'too quiet'],
    ['nothing', new Float32Array(0), 'no sound came'],
    ['no numbers', new Float32Array(RATE).fill(Number.NaN), 'not numbers'],
  ])('%s is no speech', async (_, pcm, why) => {
    const proof = await proveGpu(GPU, REQUEST, scene(pcm, [22_000, 21_000]).tools, never);
    expect(proof).toEqual({ proven: false, reason: expect.stringContaining(why) });
  });

  it('is not asked for its length', () => {
    const measured = { seconds: 4, ms: 1, freeBeforeMb: 2_000, freeAfterMb: 1_000 };
    const faults = [{ type: 'too-long', seconds: 4, expectedSeconds: 1 }] as const;
    expect(judgeProof({ ...measured, faults })).toMatchObject({ proven: true });
  });

  it('does not come when the engine does not start; a missing voice is not the GPU’s fault', async () => {
    const { tools } = scene(tone, [1, 1]);
    const failing = (error: Error) => ({ ...tools, open: () => Promise.reject(error) });
    expect(await proveGpu(GPU, REQUEST, failing(new HostBrokenError('libcudnn')), never)).toEqual({
      proven: false,
      reason: 'libcudnn',
    });
    const missing = new UserError({ code: CODES.voiceMissing, what: 'no voice' }, EXIT.unavailable);
    await expect(proveGpu(GPU, REQUEST, failing(missing), never)).rejects.toBe(missing);
    await expect(proveGpu(GPU, REQUEST, failing(new Error('x')), AbortSignal.abort(missing))).rejects.toBe(missing);
  });
});

describe('a GPU that cannot be used', () => {
  const words = (reason: string, part = PART) => gpuUnusable(GPU, reason, part);

  it('is an error with exit 7 and what mends it', () => {
    expect(words('x')).toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-2009', what: 'GPU 1, NVIDIA L4 (GPU-ab), gives no speech.', why: 'x' },
    });
    expect(words('x').failure.fix).toContain('e2a doctor --gpu');
    expect(words('x', { ...PART, present: false }).failure.why).toBe('x');
    const noPart = 'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library';
    expect(words(noPart, { ...PART, present: false }).failure).toMatchObject({
      why: 'The CUDA part of onnxruntime-node is not installed (/ort/libcuda_part.so).',
      fix: 'fetch it',
    });
    expect(words('x', { ...PART, present: false, possible: false }).failure.why).toContain('Linux on x64 only');
    const library = 'Failed to load library with error: libcudnn.so.9: cannot open shared object file';
    expect(words(library).failure).toMatchObject({
      why: expect.stringContaining('libcudnn.so.9 is missing'),
      fix: expect.stringContaining('cuDNN 9'),
    });
  });

  it('because it is full', () => {
    expect(() => demandRoom({ ...GPU, freeMb: 2_048 }, 2)).not.toThrow();
    expect(() => demandRoom({ ...GPU, freeMb: null }, 2)).not.toThrow();
    const full = () => demandRoom({ ...GPU, freeMb: 2_047 }, 2);
    expect(full).toThrow('GPU 1, NVIDIA L4 (GPU-ab), has no room.');
    expect(full).toThrow(expect.objectContaining({ exitCode: 7 }));
  });
});
