import {
  FLOAT,
  floatTable,
  GRAPH_INPUT,
  GRAPH_NODE,
  GRAPH_OUTPUT,
  type GraphNode,
  graphValue,
  INT64,
  integerConstant,
  MODEL_GRAPH,
  node,
  readNode,
  VALUE_NAME,
} from './graph-parts.js';
import { NOISE_TABLE_SIZE, noiseTable } from './noise-table.js';
import { fieldHead, textOf, WireFormatError, wireFields } from './wire-format.js';

/** Part of every profile: raise it when the patched graph can sound different. */
export const SEED_PATCH_VERSION = 1;

/** The scalar int64 input a patched model has. */
export const SEED_INPUT = 'seed';
/** The output with the frames spoken for each phoneme id, when the graph has one place for it. */
export const DURATIONS_OUTPUT = 'w_ceil';

/** How far apart in the table the k-th and the (k+1)-th random node read; odd, so that no two of them meet early. */
const NODE_STRIDE = 376_093;

export interface PatchedModel {
  /** The new file as slices, mostly of the old one: write them one after another. */
  readonly parts: readonly Uint8Array[];
  /** Random nodes that are fed from the seed now. */
  readonly seeded: number;
  readonly durations: boolean;
}

/** A graph whose randomness cannot be seeded; `message` says why. */
export class UnpatchableModelError extends Error {
  override readonly name = 'UnpatchableModelError';
}

/**
 * Replaces every `RandomNormalLike` by a read of a table of normals that starts where the new input `seed` says,
 * so that one seed gives one sound, in any process and with any number of threads.
 * @throws WireFormatError when the bytes are no ONNX model, UnpatchableModelError when it has randomness of another kind.
 */
export function patchSeed(model: Uint8Array): PatchedModel {
  const before: Uint8Array[] = [];
  const after: Uint8Array[] = [];
  let graph: Uint8Array | undefined;
  for (const field of wireFields(model)) {
    if (field.number === MODEL_GRAPH && !graph) graph = model.subarray(field.payload, field.end);
    else if (field.number === MODEL_GRAPH) throw new WireFormatError('it holds two graphs');
    else (graph ? after : before).push(model.subarray(field.start, field.end));
  }
  if (!graph) throw new WireFormatError('it holds no graph');
  const patched = patchGraph(graph);
  const length = patched.parts.reduce((sum, part) => sum + part.length, 0);
  return { ...patched, parts: [...before, fieldHead(MODEL_GRAPH, length), ...patched.parts, ...after] };
}

function patchGraph(graph: Uint8Array): PatchedModel {
  const parts: Uint8Array[] = [];
  const ceils: string[] = [];
  const names = new Set<string>();
  let copied = 0;
  let seeded = 0;
  for (const field of wireFields(graph)) {
    const payload = graph.subarray(field.payload, field.end);
    if (field.number === GRAPH_INPUT || field.number === GRAPH_OUTPUT) names.add(valueName(payload));
    if (field.number !== GRAPH_NODE) continue;
    const found = readNode(payload);
    if (found.operator === 'Ceil' && found.outputs[0] !== undefined) ceils.push(found.outputs[0]);
    if (!isRandom(found.operator)) continue;
    parts.push(graph.subarray(copied, field.start), ...seededNoise(found, seeded));
    copied = field.end;
    seeded += 1;
  }
  parts.push(graph.subarray(copied));
  if (names.has(SEED_INPUT)) throw new UnpatchableModelError('it has an input named seed already');
  parts.push(...sharedParts());
  const [onlyCeil] = ceils;
  const durations = ceils.length === 1 && onlyCeil !== undefined && !names.has(DURATIONS_OUTPUT);
  if (durations) parts.push(...durationsOutput(onlyCeil));
  return { parts, seeded, durations };
}

function valueName(value: Uint8Array): string {
  for (const field of wireFields(value)) if (field.number === VALUE_NAME) return textOf(value, field);
  return '';
}

const isRandom = (operator: string): boolean => /^(?:Random|Multinomial$|Bernoulli$)/.test(operator);

/** Stands exactly where the random node stood, which keeps the nodes in the order ONNX wants. */
function seededNoise(random: GraphNode, index: number): readonly Uint8Array[] {
  const [like] = random.inputs;
  const [output] = random.outputs;
  const { dtype = FLOAT, mean = 0, scale = 1 } = random.attributes;
  const plain = random.operator === 'RandomNormalLike' && dtype === FLOAT && mean === 0 && scale === 1;
  if (!plain || like === undefined || output === undefined) {
    throw new UnpatchableModelError(`its node ${random.name} (${random.operator}) has a randomness e2a cannot seed`);
  }
  const own = (part: string): string => `e2a/noise-${index}/${part}`;
  return [
    node('Shape', [like], own('shape')),
    node('ReduceProd', [own('shape')], own('count'), { keepdims: 0 }),
    node('Range', ['e2a/zero', own('count'), 'e2a/one'], own('steps')),
    node('Add', [SEED_INPUT, own('offset')], own('first')),
    node('Add', [own('steps'), own('first')], own('unbounded')),
    node('Mod', [own('unbounded'), 'e2a/size'], own('place')),
    node('Gather', ['e2a/normals', own('place')], own('flat')),
    node('Reshape', [own('flat'), own('shape')], output),
    integerConstant(own('offset'), (index * NODE_STRIDE) % NOISE_TABLE_SIZE),
  ];
}

const sharedParts = (): readonly Uint8Array[] => [
  integerConstant('e2a/zero', 0),
  integerConstant('e2a/one', 1),
  integerConstant('e2a/size', NOISE_TABLE_SIZE),
  floatTable('e2a/normals', noiseTable()),
  graphValue(GRAPH_INPUT, SEED_INPUT, INT64, 'scalar'),
];

const durationsOutput = (ceil: string): readonly Uint8Array[] => [
  node('Identity', [ceil], DURATIONS_OUTPUT),
  graphValue(GRAPH_OUTPUT, DURATIONS_OUTPUT, FLOAT, 'unknown'),
];
