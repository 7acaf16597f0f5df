import { FLOAT, GRAPH_OUTPUT, graphValue, node } from './graph-parts.js';
import type { GraphFacts } from './rewrite-graph.js';

/** The output with the frames spoken for each id, when the graph has one place for it. */
export const DURATIONS_OUTPUT = 'w_ceil';

/**
 * Frames are whole numbers, and a speaking model rounds in one place only: Piper up, Kokoro and its kin to the nearest,
 * after which they see to it that there is at least one.
 */
const ROUNDING = new Set(['Ceil', 'Round']);

/** The tensor with the frames of each id; null where the graph has no such place, or more than one. */
export function durationsTensor({ nodes, outputs }: GraphFacts): string | null {
  const [rounded, another] = nodes.filter(({ operator }) => ROUNDING.has(operator));
  const tensor = rounded?.outputs[0];
  if (tensor === undefined || another !== undefined || outputs.includes(DURATIONS_OUTPUT)) return null;
  const [reader, second] = nodes.filter(({ inputs }) => inputs.includes(tensor));
  const atLeastOne = reader?.operator === 'Clip' && second === undefined ? reader.outputs[0] : undefined;
  return atLeastOne ?? tensor;
}

/** What offers a tensor of numbers as an output under this name. */
export const floatOutput = (tensor: string, name: string): readonly Uint8Array[] => [
  node('Identity', [tensor], name),
  graphValue(GRAPH_OUTPUT, name, FLOAT, 'unknown'),
];

/** What offers the durations, if there are any. */
export function durationsOutput(facts: GraphFacts): readonly Uint8Array[] {
  const tensor = durationsTensor(facts);
  return tensor === null ? [] : floatOutput(tensor, DURATIONS_OUTPUT);
}
