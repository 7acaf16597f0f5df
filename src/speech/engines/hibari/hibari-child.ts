/** The child process of one hibari slot. */
import { floats, type OpenModel, serveModel } from '../inference/index.js';
import { EDGE_ID } from '../kokoro-alphabet/index.js';
import { DURATIONS_OUTPUT, noiseTable } from '../onnx-graph/index.js';
import { SPECTRA_OUTPUT } from './hibari-outputs.js';
import type { HibariAnswer, HibariQuestion } from './hibari-questions.js';
import { makeVocoder } from './vocoder.js';

const openHibari: OpenModel<HibariQuestion, HibariAnswer> = async (files, { Tensor, createSession }) => {
  const spelling = await createSession(files['spelling'] ?? '');
  // Without a voice it only reads: who asks for phonemes wants no sound.
  const voice = files['model'] === undefined ? null : await createSession(files['model']);
  const vocode = makeVocoder(voice === null ? new Float32Array() : noiseTable());
  const whole = (numbers: Iterable<number>) => {
    const data = BigInt64Array.from(numbers, BigInt);
    return new Tensor('int64', data, [1, data.length]);
  };
  return {
    answer: async (question) => {
      if (question.type === 'read') {
        const { ids } = await spelling.run({ chars: whole(question.letters) });
        return { type: 'sounds', answer: numbersOf(ids?.data) };
      }
      if (voice === null) throw new Error('asked to speak without a voice');
      const speed = new Tensor('float32', Float32Array.of(question.speed), [1]);
      const told = await voice.run({ ids: whole([EDGE_ID, ...question.ids, EDGE_ID]), speed });
      const spectra = { numbers: floats(told[SPECTRA_OUTPUT]?.data), f0: floats(told['f0']?.data) };
      return { type: 'sound', pcm: vocode(spectra, question.seed), units: floats(told[DURATIONS_OUTPUT]?.data) };
    },
  };
};

function numbersOf(data: unknown): readonly number[] {
  if (data instanceof BigInt64Array) return Array.from(data, Number);
  throw new Error('the model for strange words gave no numbers');
}

await serveModel(openHibari);
