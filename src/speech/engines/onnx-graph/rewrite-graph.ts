import {
  GRAPH_INPUT,
  GRAPH_NODE,
  GRAPH_OUTPUT,
  type GraphNode,
  MODEL_GRAPH,
  readNode,
  VALUE_NAME,
} from './graph-parts.js';
import { fieldHead, textOf, WireFormatError, wireFields } from './wire-format.js';

/** What a patch can know of a model's graph. */
export interface GraphFacts {
  /** In the order in which they are computed. */
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What a patch changes. */
export interface GraphEdit {
  /** What stands in a node's place, by the node's number. */
  readonly replaced?: ReadonlyMap<number, readonly Uint8Array[]>;
  /** Outputs that are no longer offered. */
  readonly dropped?: ReadonlySet<string>;
  /** Nodes, constants, inputs and outputs at the end. */
  readonly added?: readonly Uint8Array[];
}

/** Two edits as one. No node may be replaced by both. */
export const bothEdits = (one: GraphEdit, other: GraphEdit): GraphEdit => ({
  replaced: new Map([...(one.replaced ?? []), ...(other.replaced ?? [])]),
  dropped: new Set([...(one.dropped ?? []), ...(other.dropped ?? [])]),
  added: [...(one.added ?? []), ...(other.added ?? [])],
});

/** A graph that cannot be changed as it should be; `message` says why. */
export class UnpatchableModelError extends Error {
  override readonly name = 'UnpatchableModelError';
}

/**
 * A changed model file as slices, mostly of the old one: write them one after another. Weights are never decoded.
 * @throws WireFormatError when the bytes are no ONNX model, and what `plan` throws.
 */
export function rewriteGraph(model: Uint8Array, plan: (facts: GraphFacts) => GraphEdit): readonly Uint8Array[] {
  const before: Uint8Array[] = [];
  const after: Uint8Array[] = [];
  let graph: Uint8Array | undefined;
  for (const field of wireFields(model)) {
    if (field.number === MODEL_GRAPH && !graph) graph = model.subarray(field.payload, field.end);
    else if (field.number === MODEL_GRAPH) throw new WireFormatError('it holds two graphs');
    else (graph ? after : before).push(model.subarray(field.start, field.end));
  }
  if (!graph) throw new WireFormatError('it holds no graph');
  const parts = applyEdit(graph, plan(factsOf(graph)));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [...before, fieldHead(MODEL_GRAPH, length), ...parts, ...after];
}

function factsOf(graph: Uint8Array): GraphFacts {
  const nodes: GraphNode[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const field of wireFields(graph)) {
    const payload = graph.subarray(field.payload, field.end);
    if (field.number === GRAPH_NODE) nodes.push(readNode(payload));
    else if (field.number === GRAPH_INPUT) inputs.push(valueName(payload));
    else if (field.number === GRAPH_OUTPUT) outputs.push(valueName(payload));
  }
  return { nodes, inputs, outputs };
}

function applyEdit(graph: Uint8Array, { replaced, dropped, added = [] }: GraphEdit): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let copied = 0;
  let node = 0;
  for (const field of wireFields(graph)) {
    const isNode = field.number === GRAPH_NODE;
    const instead = isNode ? replaced?.get(node) : undefined;
    if (isNode) node += 1;
    const payload = graph.subarray(field.payload, field.end);
    const isDropped = field.number === GRAPH_OUTPUT && dropped?.has(valueName(payload)) === true;
    if (instead === undefined && !isDropped) continue;
    parts.push(graph.subarray(copied, field.start), ...(instead ?? []));
    copied = field.end;
  }
  return [...parts, graph.subarray(copied), ...added];
}

function valueName(value: Uint8Array): string {
  for (const field of wireFields(value)) if (field.number === VALUE_NAME) return textOf(value, field);
  return '';
}
