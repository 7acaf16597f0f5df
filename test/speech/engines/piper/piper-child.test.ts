import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compiledEntry } from '../../../../src/programs/index.js';
import { cudaPart, providerAmong } from '../../../../src/speech/engines/inference/cuda-part.js';
import { ChildRefusedError, startInferenceChild } from '../../../../src/speech/engines/inference/inference-child.js';
import type { PiperQuestion, PiperSound } from '../../../../src/speech/engines/piper/piper-questions.js';
import { seededModel } from '../../../../src/speech/engines/piper/seeded-model.js';
import { describeProfile, installedVoice } from '../../../../src/speech/index.js';
import { eventually } from '../../../support/eventually.js';
import { realVoiceFolder, VOICE } from '../../real-voice.js';

const PIPER_FOLDER = new URL('../../../../src/speech/engines/piper/here.ts', import.meta.url).href;
const INFERENCE_FOLDER = new URL('../../../../src/speech/engines/inference/here.ts', import.meta.url).href;
const entry = (name: string): string => compiledEntry(name, PIPER_FOLDER);

/** Models are loaded and spoken with in earnest, perhaps on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const never = new AbortController().signal;
const START_MS = 60_000;
const SCALES = [0.667, 1, 0.8] as const;
/** Frames are of this many samples in all of Piper's medium voices. */
const HOP = 256;
const here = { model: '', temporary: '' };

beforeAll(async () => {
  const voicesFolder = await realVoiceFolder();
  const { files } = await installedVoice(VOICE, voicesFolder);
  const { modelDigest } = await describeProfile({ engine: 'piper', voice: VOICE, voicesFolder });
  here.model = await seededModel(files['model'] ?? '', modelDigest);
  here.temporary = await mkdtemp(join(tmpdir(), 'e2a-child-'));
});
afterAll(() => rm(here.temporary, { recursive: true, force: true }));

const startPiper = (files: { readonly model: string }) =>
  startInferenceChild<PiperQuestion, PiperSound>(entry('piper-child'), files, START_MS, never);

/** Any ids will do: begin, some vowels between pads, end. */
const someIds = (count: number): Int32Array =>
  Int32Array.from([1, 0, ...Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 20 + (i % 11) : 0)), 2]);

describe('the child', () => {
  it('tells the frames of every id, and they are the sound', async () => {
    const child = await startPiper({ model: here.model });
    const ids = someIds(120);
    const { pcm, frames } = await child.ask({ ids, seed: 5, scales: SCALES, speaker: 0 }, START_MS, never);
    expect(frames).toHaveLength(ids.length);
    expect(Array.from(frames ?? []).reduce((sum, count) => sum + count, 0) * HOP).toBe(pcm.length);
    await child.close();
    expect(child.isAlive()).toBe(false);
  });

  it('says why it cannot load a model, or cannot speak', async () => {
    const bad = join(here.temporary, 'bad.onnx');
    await writeFile(bad, 'no model');
    await expect(startInferenceChild(entry('piper-child'), { model: bad }, START_MS, never)).rejects.toThrow(
      /bad\.onnx|protobuf/i,
    );
    const child = await startInferenceChild(entry('piper-child'), { model: here.model }, START_MS, never);
    const beyond = { ids: Int32Array.of(1, 0, 100_000, 0, 2), seed: 5, scales: SCALES, speaker: 0 };
    await expect(child.ask(beyond, START_MS, never)).rejects.toBeInstanceOf(ChildRefusedError);
    await child.close();
  });

  it('stands back behind other programs, unless somebody waits for it', async () => {
    const files = { model: here.model };
    const [modest, awaited] = await Promise.all([
      startInferenceChild(entry('piper-child'), files, START_MS, never),
      startInferenceChild(entry('piper-child'), files, START_MS, never, { type: 'cpu' }, true),
    ]);
    const own = getPriority();
    expect(getPriority(awaited.pid)).toBe(own);
    expect(getPriority(modest.pid)).toBeGreaterThan(own);
    await Promise.all([modest.close(), awaited.close()]);
  });

  it('is killed by an abort, in the middle of a call', async () => {
    const child = await startInferenceChild(entry('piper-child'), { model: here.model }, START_MS, never);
    const controller = new AbortController();
    const speaking = child.ask(
      { ids: someIds(1_000), seed: 5, scales: SCALES, speaker: 0 },
      START_MS,
      controller.signal,
    );
    setImmediate(() => controller.abort(new Error('cancelled')));
    await expect(speaking).rejects.toThrow('cancelled');
    expect(child.isAlive()).toBe(false);
    await child.close();
  });

  it('is killed when it does not answer in time', async () => {
    const deaf = join(here.temporary, 'deaf.mjs');
    await writeFile(
      deaf,
      `process.on('message', (question) => question.type === 'load' && process.send({ type: 'ready' }));`,
    );
    const child = await startInferenceChild(deaf, {}, START_MS, never);
    const question = { ids: someIds(2), seed: 5, scales: SCALES, speaker: 0 };
    await expect(child.ask(question, 100, never)).rejects.toMatchObject({
      name: 'RetryableError',
      message: expect.stringContaining('0.1 s'),
    });
    expect(child.isAlive()).toBe(false);
    await expect(child.ask(question, 100, never)).rejects.toThrow('ended');
  });
});

describe('a child for a GPU', () => {
  const device = {
    type: 'cuda',
    gpu: 'GPU-ab-cd',
    environment: { PATH: process.env['PATH'], CUDA_VISIBLE_DEVICES: '0', ELSE: 'kept' },
  } as const;
  const childThatAnswers = async (name: string, provider: string): Promise<string> => {
    const path = join(here.temporary, name);
    await writeFile(
      path,
      `import { writeFileSync } from 'node:fs';
       process.on('message', (question) => {
         writeFileSync(${JSON.stringify(`${path}.seen`)}, JSON.stringify({ question, env: process.env }));
         process.send({ type: 'ready', provider: '${provider}' });
       });`,
    );
    return path;
  };

  it('is shown that GPU and no other, by its UUID', async () => {
    const path = await childThatAnswers('willing.mjs', 'cuda');
    const child = await startInferenceChild(path, { model: 'm.onnx' }, START_MS, never, device);
    const { question, env } = JSON.parse(readFileSync(`${path}.seen`, 'utf8'));
    expect(question).toEqual({ type: 'load', files: { model: 'm.onnx' }, provider: 'cuda', isAwaited: false });
    expect(env).toMatchObject({ CUDA_VISIBLE_DEVICES: 'GPU-ab-cd', CUDA_DEVICE_ORDER: 'PCI_BUS_ID', ELSE: 'kept' });
    await child.close();
  });

  it('is refused when it took the CPU in silence', async () => {
    const path = await childThatAnswers('sly.mjs', 'cpu');
    await expect(startInferenceChild(path, { model: 'm.onnx' }, START_MS, never, device)).rejects.toThrow(
      'onnxruntime was asked for cuda and took cpu in silence',
    );
  });

  it.skipIf(cudaPart().present)('says what is missing where onnxruntime has no CUDA part', async () => {
    const started = startInferenceChild(entry('piper-child'), { model: here.model }, START_MS, never, device);
    await expect(started).rejects.toThrow(
      /Provider_Cuda: Failed to load shared library \(.*libonnxruntime_providers_shared\.so/,
    );
    await expect(started).rejects.toBeInstanceOf(ChildRefusedError);
  });

  it('knows its provider by what is loaded', () => {
    const maps = (library: string): string => `7f00-7f01 r-xp 0 08:01 1 /app/node_modules/${library}\n`;
    expect(providerAmong(maps('libonnxruntime.so.1'))).toBe('cpu');
    expect(providerAmong(maps('libonnxruntime_providers_cuda.so'))).toBe('cuda');
  });
});

describe('an orphan', () => {
  /** CPU ticks used, and whether it lives, from the process table of Linux. */
  const ticks = (pid: number): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]);
  };
  const isGone = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    } catch {
      return true;
    }
  };

  async function startParent(): Promise<{ parent: ChildProcess; child: number }> {
    const script = join(here.temporary, 'parent.mjs');
    const door = pathToFileURL(compiledEntry('inference-child', INFERENCE_FOLDER)).href;
    await writeFile(
      script,
      `import { startInferenceChild } from ${JSON.stringify(door)};
       const never = new AbortController().signal;
       const child = await startInferenceChild(${JSON.stringify(entry('piper-child'))}, { model: ${JSON.stringify(here.model)} }, 60000, never);
       const ids = Int32Array.from([${someIds(3_000).join(',')}]);
       child.ask({ ids, seed: 5, scales: [0.667, 1, 0.8], speaker: 0 }, 600000, never).then(() => console.log('spoken'));
       console.log(child.pid);`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    return { parent, child: Number(line) };
  }

  it.skipIf(process.platform !== 'linux')(
    'ends within seconds of its parent’s kill -9, in the middle of a model call',
    async () => {
      const { parent, child } = await startParent();
      const idle = ticks(child);
      await eventually('the child is inside its model call', 20_000, () => ticks(child) > idle + 30);
      parent.kill('SIGKILL');
      await once(parent, 'close');
      const died = performance.now();
      await eventually('the child ends', 5_000, () => isGone(child));
      expect(performance.now() - died).toBeLessThan(3_000);
    },
  );
});
