import { type GraphFacts, patchOutputs, UnpatchableModelError } from '../onnx-graph/index.js';

/** Raise it when the same model would be patched differently. */
export const HIBARI_PATCH_VERSION = 1;

/** The output with `FRAME_NUMBERS` of one frame after those of another. */
export const SPECTRA_OUTPUT = 'spectra';

/** What the model offers: five tables, each with the bins one below the other and the frames side by side. */
const TABLES = ['lh', 'theta', 'ln', 'lr', 'phi'] as const;

/**
 * The model as the vocoder wants it: it tells the spectra as it makes them, frame after frame, and how long each id was
 * spoken. What it does to turn the frames round and to cut them into five tables is left out with those.
 * @throws WireFormatError or UnpatchableModelError when it is another model
 */
export const patchHibari = (model: Uint8Array): readonly Uint8Array[] =>
  patchOutputs(model, (facts) => ({ told: { [SPECTRA_OUTPUT]: framesTensor(facts) }, dropped: TABLES }));

function framesTensor({ nodes }: GraphFacts): string {
  const maker = (tensor: string | undefined, operator: string) =>
    nodes.find((node) => node.operator === operator && tensor !== undefined && node.outputs.includes(tensor));
  const split = maker(TABLES[0], 'Split');
  const frames = maker(split?.inputs[0], 'Transpose')?.inputs[0];
  if (frames !== undefined && split?.outputs.join() === TABLES.join()) return frames;
  throw new UnpatchableModelError('it does not make its spectra as the voices of hibari do');
}
