import { expect, it } from 'vitest';
import {
  FLOAT,
  GRAPH_NODE,
  type GraphNode,
  MODEL_GRAPH,
  node,
  readNode,
} from '../../../../src/speech/engines/onnx-graph/graph-parts.js';
import { planeEdit, rewriteGraph } from '../../../../src/speech/engines/onnx-graph/index.js';
import { bytesField, intField, textField, wireFields } from '../../../../src/speech/engines/onnx-graph/wire-format.js';
import { onnxModel, output } from '../../../support/tiny-onnx.js';

const LINE = { kernel_shape: [16], strides: [8], dilations: [1], pads: [4, 3], group: 1 };

function patched(...graph: readonly Uint8Array[]): readonly GraphNode[] {
  const model = Buffer.concat(rewriteGraph(onnxModel(...graph), planeEdit));
  const found = [...wireFields(model)].find(({ number }) => number === MODEL_GRAPH);
  const inside = model.subarray(found?.payload, found?.end);
  const nodes = [...wireFields(inside)].filter(({ number }) => number === GRAPH_NODE);
  return nodes.map(({ payload, end }) => readNode(inside.subarray(payload, end)));
}
const rows = (nodes: readonly GraphNode[]) =>
  nodes.map(({ operator, inputs, outputs }) => `${operator} ${inputs.join()} ${outputs.join()}`);

it('from the first transposed convolution on, the sound is a plane that is one sample high', () => {
  const nodes = patched(
    node('Conv', ['x', 'w0'], 'before', LINE),
    node('ConvTranspose', ['before', 'w1', 'b1'], 'up', LINE),
    node('LeakyRelu', ['up'], 'bent'),
    node('Conv', ['bent', 'w2'], 'shaped', LINE),
    node('Add', ['shaped', 'up'], 'both'),
    node('Tanh', ['both'], 'sound'),
    output('sound'),
  );
  expect(rows(nodes)).toEqual([
    'Conv x,w0 before',
    'Reshape w1,e2a/plane e2a/plane/up/weights',
    'Reshape before,e2a/plane e2a/plane/up/sound',
    'ConvTranspose e2a/plane/up/sound,e2a/plane/up/weights,b1 e2a/plane/up',
    'LeakyRelu e2a/plane/up e2a/plane/bent',
    'Reshape w2,e2a/plane e2a/plane/shaped/weights',
    'Conv e2a/plane/bent,e2a/plane/shaped/weights e2a/plane/shaped',
    'Add e2a/plane/shaped,e2a/plane/up e2a/plane/both',
    'Tanh e2a/plane/both e2a/plane/sound',
    'Reshape e2a/plane/sound,e2a/line sound',
  ]);
  const [, , , up] = nodes;
  expect(up?.lists).toEqual({ kernel_shape: [1, 16], strides: [1, 8], dilations: [1, 1], pads: [0, 4, 0, 3] });
  expect(up?.attributes).toEqual({ group: 1 });
});

it('whatever else reads a plane is given the line it knows', () => {
  const nodes = patched(
    node('ConvTranspose', ['x', 'w'], 'up', LINE),
    node('Add', ['up', 'speaker'], 'added'),
    node('Div', ['added', 'three'], 'third'),
    node('LeakyRelu', ['third'], 'bent'),
    node('Conv', ['up', 'w2'], 'unsaid'),
  );
  expect(rows(nodes).slice(3)).toEqual([
    'Reshape e2a/plane/up,e2a/line up',
    'Add up,speaker added',
    'Div added,three third',
    'LeakyRelu third bent',
    'Conv up,w2 unsaid',
  ]);
});

it('lists that a writer packed into one field are read as others are', () => {
  const packed = bytesField(5, textField(1, 'kernel_shape'), bytesField(8, Uint8Array.of(16)), intField(20, 7));
  const up = bytesField(
    GRAPH_NODE,
    textField(1, 'x'),
    textField(1, 'w'),
    textField(2, 'up'),
    textField(4, 'ConvTranspose'),
    packed,
  );
  expect(patched(up)[2]?.lists).toEqual({ kernel_shape: [1, 16] });
});

it('a graph without a vocoder, of images, or with bodies of its own stays as it is', () => {
  for (const graph of [
    [node('Conv', ['x', 'w'], 'y', LINE), node('Tanh', ['y'], 'z')],
    [node('ConvTranspose', ['x', 'w'], 'y', { kernel_shape: [3, 3] })],
    [node('ConvTranspose', ['x', 'w'], 'y', LINE), node('If', ['y'], 'z', { to: FLOAT })],
  ]) {
    expect(Buffer.concat(rewriteGraph(onnxModel(...graph), planeEdit))).toEqual(onnxModel(...graph));
  }
});
