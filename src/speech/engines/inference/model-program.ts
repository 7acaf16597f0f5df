/** The child's side: an engine's child program is this and its own way to open a model. */
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { toError } from '../../../core/index.js';
import type { ChildAnswer, ChildQuestion, LoadQuestion, ModelFiles, Provider } from './child-messages.js';
import { MAPPED_LIBRARIES, providerAmong } from './cuda-part.js';

type Runtime = typeof import('onnxruntime-node');

/** A model that is loaded. */
export interface OpenedModel<Question, Answer> {
  answer(question: Question): Promise<Answer>;
}

/** What a model is opened with. */
export interface ModelTools {
  readonly Tensor: typeof Tensor;
  /** On the slot's device. */
  createSession(path: string): Promise<InferenceSession>;
}

export type OpenModel<Question, Answer> = (
  files: ModelFiles,
  tools: ModelTools,
) => Promise<OpenedModel<Question, Answer>>;

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

/** Answers the parent's questions until the parent is gone. */
export async function serveModel<Question, Answer>(open: OpenModel<Question, Answer>): Promise<void> {
  // A terminal sends its signals to the whole group; when to stop is the parent's decision.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', endNow);
  await watchParent(Number(process.argv[2]));
  const state: { model?: OpenedModel<Question, Answer> } = {};
  const answer = async (asked: ChildQuestion<Question>): Promise<ChildAnswer<Answer>> => {
    if (asked.type === 'load') {
      state.model = await open(asked.files, await toolsFor(asked));
      if (!asked.isAwaited) beModest();
      return { type: 'ready', provider: loadedProvider(asked.provider) };
    }
    if (!state.model) throw new Error('asked to speak before a model was loaded');
    return { type: 'answered', answer: await state.model.answer(asked.question) };
  };
  process.on('message', (asked: ChildQuestion<Question>) => {
    answer(asked)
      .catch((error: unknown): ChildAnswer<Answer> => ({ type: 'failed', reason: toError(error).message }))
      .then((reply) => process.send?.(reply));
  });
}

async function toolsFor({ provider }: LoadQuestion): Promise<ModelTools> {
  const runtime = await importRuntime();
  runtime.env.logLevel = 'error';
  const options = { ...SESSION, executionProviders: PROVIDERS[provider] };
  return { Tensor: runtime.Tensor, createSession: (path) => runtime.InferenceSession.create(path, options) };
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

/** @throws Error when a model gave something else than sound. */
export function floats(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new Error('the model gave no sound');
}

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
