/** The child process of one Piper slot: loads one model, speaks on demand, ends with its parent. */
import { constants, setPriority } from 'node:os';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import { toError } from '../../../core/index.js';
import { DURATIONS_OUTPUT, SEED_INPUT } from '../onnx-graph/index.js';
import type { ChildAnswer, ChildQuestion, LoadQuestion, Provider, SpeakQuestion } from './child-messages.js';
import { MAPPED_LIBRARIES, providerAmong } from './cuda-part.js';

type Runtime = typeof import('onnxruntime-node');

/** One thread: a machine is filled with slots, and a second thread costs more than it brings. Pattern memory only grows. */
const SESSION: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableCpuMemArena: true,
  enableMemPattern: false,
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
};

/** Named alone, a provider that cannot be had is an error. The GPU is the only one that we are shown. */
const PROVIDERS: Readonly<Record<Provider, NonNullable<InferenceSession.SessionOptions['executionProviders']>>> = {
  cpu: ['cpu'],
  cuda: [{ name: 'cuda', deviceId: 0 }],
};

interface Loaded {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
}

async function load({ model, provider }: LoadQuestion): Promise<Loaded> {
  const runtime = await importRuntime();
  runtime.env.logLevel = 'error';
  const options = { ...SESSION, executionProviders: PROVIDERS[provider] };
  return { runtime, session: await runtime.InferenceSession.create(model, options) };
}

/** What is loaded into this process, not what was asked for. */
const loadedProvider = (asked: Provider): Provider =>
  asked === 'cpu' ? 'cpu' : providerAmong(readFileSync(MAPPED_LIBRARIES, 'utf8'));

async function importRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw new Error(
      `onnxruntime-node cannot be loaded on ${process.platform} ${process.arch} (${toError(error).message}); ` +
        'it needs Linux with glibc, macOS on ARM or Windows: npm install onnxruntime-node',
    );
  }
}

async function speak({ runtime, session }: Loaded, question: SpeakQuestion): Promise<ChildAnswer> {
  const { Tensor } = runtime;
  const whole = (numbers: Iterable<number>, dims: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(numbers, BigInt), [...dims]);
  const offered: Readonly<Record<string, InstanceType<typeof Tensor>>> = {
    input: whole(question.ids, [1, question.ids.length]),
    input_lengths: whole([question.ids.length], [1]),
    scales: new Tensor('float32', Float32Array.from(question.scales), [question.scales.length]),
    sid: whole([question.speaker], [1]),
    [SEED_INPUT]: whole([question.seed], []),
  };
  const feeds = Object.fromEntries(Object.entries(offered).filter(([name]) => session.inputNames.includes(name)));
  const results = await session.run(feeds);
  return { type: 'spoken', pcm: floats(results['output']?.data), frames: framesOf(results[DURATIONS_OUTPUT]?.data) };
}

function floats(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new Error('the model gave no sound');
}

const framesOf = (data: unknown): Float32Array | null => (data instanceof Float32Array ? data : null);

/** Not `exit`: native code may be in the middle of anything, and there is nothing to tidy up. */
const endNow = (): void => void process.kill(process.pid, 'SIGKILL');

/** Ends us within a second of our parent's death, inside a model call too, where our own event loop stands still. */
function watchParent(parent: number): Promise<unknown> {
  const worker = new Worker(new URL('./parent-watchdog.js', import.meta.url), { workerData: { parent } });
  worker.unref();
  return new Promise((resolve, reject) => worker.once('online', () => resolve(undefined)).once('error', reject));
}

/** The server, the heartbeats and the user's own programs come first; loading is not slowed, somebody waits for that. */
function beModest(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here; the scheduler will have to be fair by itself.
  }
}

async function answer(question: ChildQuestion, state: { loaded?: Loaded }): Promise<ChildAnswer> {
  if (question.type === 'load') {
    state.loaded = await load(question);
    beModest();
    return { type: 'ready', provider: loadedProvider(question.provider) };
  }
  if (!state.loaded) throw new Error('asked to speak before a model was loaded');
  return speak(state.loaded, question);
}

/** A terminal sends its signals to the whole group; when to stop is the parent's decision. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', endNow);
await watchParent(Number(process.argv[2]));
const state: { loaded?: Loaded } = {};
process.on('message', (question: ChildQuestion) => {
  answer(question, state)
    .catch((error: unknown): ChildAnswer => ({ type: 'failed', reason: toError(error).message }))
    .then((reply) => process.send?.(reply));
});
