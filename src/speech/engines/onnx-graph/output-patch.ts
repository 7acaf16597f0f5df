import { DURATIONS_OUTPUT, durationsTensor, floatOutput } from './durations.js';
import { type GraphFacts, rewriteGraph } from './rewrite-graph.js';

/** Other outputs for a graph. */
export interface OutputChoice {
  /** New output → the tensor it tells. */
  readonly told: Readonly<Record<string, string>>;
  /** Outputs that nobody reads: what only they need is not computed then. */
  readonly dropped: readonly string[];
}

/**
 * Lets a model without randomness tell more, or something else: the frames spoken for each id as `DURATIONS_OUTPUT`
 * where it has them, and what `choose` adds. The sound stays as it was.
 * @throws WireFormatError when the bytes are no ONNX model, and what `choose` throws.
 */
export const patchOutputs = (
  model: Uint8Array,
  choose: (facts: GraphFacts) => OutputChoice = () => ({ told: {}, dropped: [] }),
): readonly Uint8Array[] =>
  rewriteGraph(model, (facts) => {
    const { told, dropped } = choose(facts);
    const durations = durationsTensor(facts);
    const all = { ...told, ...(durations === null ? {} : { [DURATIONS_OUTPUT]: durations }) };
    return {
      dropped: new Set(dropped),
      added: Object.entries(all).flatMap(([name, tensor]) => floatOutput(tensor, name)),
    };
  });
