import { expect, it } from 'vitest';
import { patchHibari } from '../../../../src/speech/engines/hibari/hibari-outputs.js';
import {
  FLOAT,
  GRAPH_NODE,
  GRAPH_OUTPUT,
  graphValue,
  MODEL_GRAPH,
  node,
  readNode,
} from '../../../../src/speech/engines/onnx-graph/graph-parts.js';
import { UnpatchableModelError } from '../../../../src/speech/engines/onnx-graph/index.js';
import { bytesField, textField, wireFields } from '../../../../src/speech/engines/onnx-graph/wire-format.js';

const NAMES = ['lh', 'theta', 'ln', 'lr', 'phi'];

/** A graph that ends as a voice of hibari does. */
function voice(names: readonly string[]): Uint8Array {
  const split = bytesField(
    GRAPH_NODE,
    textField(1, 'turned'),
    ...names.map((name) => textField(2, name)),
    textField(4, 'Split'),
  );
  const outputs = [...names, 'f0'].map((name) => graphValue(GRAPH_OUTPUT, name, FLOAT, 'unknown'));
  return bytesField(
    MODEL_GRAPH,
    node('Round', ['durations'], 'rounded'),
    node('Clip', ['rounded'], 'units'),
    node('Add', ['head', 'bias'], 'frames'),
    node('Transpose', ['frames'], 'turned'),
    split,
    ...outputs,
  );
}

function look(model: Uint8Array) {
  const [graph] = [...wireFields(model)];
  const inside = model.subarray(graph?.payload, graph?.end);
  const payloads = (number: number) =>
    [...wireFields(inside)].flatMap((field) =>
      field.number === number ? [inside.subarray(field.payload, field.end)] : [],
    );
  return {
    told: payloads(GRAPH_NODE)
      .map(readNode)
      .filter(({ operator }) => operator === 'Identity')
      .map(({ inputs, outputs }) => [...inputs, ...outputs]),
    outputs: payloads(GRAPH_OUTPUT).map((value) => Buffer.from(value.subarray(2, 2 + (value[1] ?? 0))).toString()),
  };
}

it('a voice tells its frames as it makes them, how long it spoke each id, and nothing else', () => {
  const { told, outputs } = look(Buffer.concat(patchHibari(voice(NAMES))));
  expect(told).toEqual([
    ['frames', 'spectra'],
    ['units', 'w_ceil'],
  ]);
  expect(outputs).toEqual(['f0', 'spectra', 'w_ceil']);
});

it('another model is refused', () => {
  expect(() => patchHibari(voice([...NAMES].reverse()))).toThrow(UnpatchableModelError);
  expect(() => patchHibari(bytesField(MODEL_GRAPH, node('Round', ['a'], 'lh')))).toThrow(/as the voices of hibari do/);
});
