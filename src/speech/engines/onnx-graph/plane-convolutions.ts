import { changedNode, type GraphNode, integerRow, node } from './graph-parts.js';
import type { GraphEdit, GraphFacts } from './rewrite-graph.js';

/** One number for each sample in, one out: what they do knows no dimensions. */
const OF_EACH = new Set(['LeakyRelu', 'Relu', 'Tanh', 'Sigmoid']);
/** Their bodies may read any tensor, and are not looked into. */
const WITH_A_BODY = new Set(['If', 'Loop', 'Scan']);

/** Shapes for `Reshape`: 0 is "as it was", −1 "the rest". */
const SHAPES = { plane: 'e2a/plane', line: 'e2a/line' } as const;

/** What a list of a convolution becomes, of which each dimension has one number, or one for its begin and one for its end. */
const LISTS: Readonly<Record<string, (list: readonly number[]) => readonly number[]>> = {
  kernel_shape: (list) => [1, ...list],
  strides: (list) => [1, ...list],
  dilations: (list) => [1, ...list],
  output_padding: (list) => [0, ...list],
  output_shape: (list) => [1, ...list],
  pads: ([begin = 0, end = 0]) => [0, begin, 0, end],
};

const planeOf = (tensor: string): string => `e2a/plane/${tensor}`;

/**
 * Has a vocoder's convolutions computed as those of an image that is one sample high: onnxruntime has its quick ones for
 * images alone. Sound is made from the first `ConvTranspose` on; everything before stays as it is, and so does a graph
 * without one. The same numbers come out but for the rounding of their last bits.
 */
export function planeEdit({ nodes, outputs }: GraphFacts): GraphEdit {
  if (nodes.some(({ operator }) => WITH_A_BODY.has(operator))) return {};
  const planes = new Set<string>();
  const inPlane = new Set<number>();
  for (const [place, found] of nodes.entries()) {
    if (!belongs(found, planes)) continue;
    inPlane.add(place);
    for (const output of found.outputs) planes.add(output);
  }
  if (inPlane.size === 0) return {};
  const lines = new Set(outputs);
  for (const [place, { inputs }] of nodes.entries()) {
    if (!inPlane.has(place)) for (const input of inputs) lines.add(input);
  }
  const replaced = [...inPlane].map((place) => {
    const found = nodes[place] as GraphNode;
    return [place, asPlane(found, planes, lines)] as const;
  });
  return {
    replaced: new Map(replaced),
    added: [integerRow(SHAPES.plane, [0, 0, 1, -1]), integerRow(SHAPES.line, [0, 0, -1])],
  };
}

/** @param planes tensors that have a height by now */
function belongs({ operator, inputs, lists }: GraphNode, planes: ReadonlySet<string>): boolean {
  const [first = ''] = inputs;
  const isLine = lists['kernel_shape']?.length === 1;
  if (operator === 'ConvTranspose') return isLine;
  if (operator === 'Conv') return isLine && planes.has(first);
  if (operator === 'Add') return inputs.every((input) => planes.has(input));
  return OF_EACH.has(operator) && planes.has(first);
}

/** The node between planes, with what makes one of a line before it, and a line again of what others read behind it. */
function asPlane(found: GraphNode, planes: ReadonlySet<string>, lines: ReadonlySet<string>): readonly Uint8Array[] {
  const [output = ''] = found.outputs;
  const own = planeOf(output);
  return [
    ...(found.operator.startsWith('Conv') ? convolution(found, own, planes) : [ofEach(found, own)]),
    ...(lines.has(output) ? [node('Reshape', [own, SHAPES.line], output)] : []),
  ];
}

const ofEach = (found: GraphNode, output: string): Uint8Array =>
  changedNode(found, { inputs: found.inputs.map(planeOf), outputs: [output], lists: {} });

function convolution(found: GraphNode, output: string, planes: ReadonlySet<string>): readonly Uint8Array[] {
  const [sound = '', weights = '', ...bias] = found.inputs;
  const isPlane = planes.has(sound);
  const own = { weights: `${output}/weights`, sound: isPlane ? planeOf(sound) : `${output}/sound` };
  return [
    node('Reshape', [weights, SHAPES.plane], own.weights),
    ...(isPlane ? [] : [node('Reshape', [sound, SHAPES.plane], own.sound)]),
    changedNode(found, { inputs: [own.sound, own.weights, ...bias], outputs: [output], lists: planeLists(found) }),
  ];
}

const planeLists = ({ lists }: GraphNode): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]) => {
      const change = LISTS[name];
      return change === undefined ? [] : [[name, change(list)]];
    }),
  );
