/** The child process of one Piper slot. */
import { DURATIONS_OUTPUT, SEED_INPUT } from '../onnx-graph/index.js';
import { floats, type OpenModel, serveModel } from '../inference/index.js';
import type { PiperQuestion, PiperSound } from './piper-questions.js';

const openPiper: OpenModel<PiperQuestion, PiperSound> = async ({ model = '' }, { Tensor, createSession }) => {
  const session = await createSession(model);
  const whole = (numbers: Iterable<number>, dims: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(numbers, BigInt), [...dims]);
  return {
    answer: async ({ ids, seed, scales, speaker }) => {
      const offered: Readonly<Record<string, InstanceType<typeof Tensor>>> = {
        input: whole(ids, [1, ids.length]),
        input_lengths: whole([ids.length], [1]),
        scales: new Tensor('float32', Float32Array.from(scales), [scales.length]),
        sid: whole([speaker], [1]),
        [SEED_INPUT]: whole([seed], []),
      };
      const feeds = Object.fromEntries(Object.entries(offered).filter(([name]) => session.inputNames.includes(name)));
      const results = await session.run(feeds);
      return { pcm: floats(results['output']?.data), frames: framesOf(results[DURATIONS_OUTPUT]?.data) };
    },
  };
};

const framesOf = (data: unknown): Float32Array | null => (data instanceof Float32Array ? data : null);

await serveModel(openPiper);
