import { describe, expect, it } from 'vitest';
import {
  FLOAT,
  GRAPH_INPUT,
  GRAPH_OUTPUT,
  graphValue,
  INT64,
  MODEL_GRAPH,
  node,
  readNode,
} from '../../../../src/speech/engines/onnx-graph/graph-parts.js';
import {
  NOISE_TABLE_SIZE,
  noiseTable,
  patchOutputs,
  patchSeed,
  UnpatchableModelError,
  uniformTable,
  WireFormatError,
} from '../../../../src/speech/engines/onnx-graph/index.js';
import { bytesField, intField, varint, wireFields } from '../../../../src/speech/engines/onnx-graph/wire-format.js';

const IR_VERSION = intField(1, 8);
const OPSET = bytesField(8, intField(2, 15));

const model = (...graph: Uint8Array[]): Uint8Array =>
  Buffer.concat([IR_VERSION, bytesField(MODEL_GRAPH, ...graph), OPSET]);

const random = (output: string): Uint8Array => node('RandomNormalLike', ['x'], output, { dtype: FLOAT });

/** Operators of the patched graph in order, and the names of its inputs and outputs. */
function look(bytes: Uint8Array) {
  const graph = [...wireFields(bytes)].find((field) => field.number === MODEL_GRAPH);
  if (!graph) throw new Error('no graph');
  const inside = bytes.subarray(graph.payload, graph.end);
  const fields = [...wireFields(inside)];
  const payloads = (number: number) =>
    fields.filter((field) => field.number === number).map((field) => inside.subarray(field.payload, field.end));
  const names = (number: number) =>
    payloads(number).map((value) => Buffer.from(value.subarray(2, 2 + (value[1] ?? 0))).toString());
  return { nodes: payloads(1).map(readNode), inputs: names(GRAPH_INPUT), outputs: names(GRAPH_OUTPUT) };
}

describe('the seed patch', () => {
  it('puts a table look-up exactly where each random node stood', () => {
    const before = model(node('Neg', ['a'], 'x'), random('r0'), random('r1'), node('Ceil', ['r0'], 'frames'));
    const { nodes, inputs, outputs } = look(Buffer.concat(patchSeed(before)));
    const lookUp = ['Shape', 'ReduceProd', 'Range', 'Add', 'Add', 'Mod', 'Gather', 'Reshape'];
    expect(nodes.map((each) => each.operator)).toEqual(['Neg', ...lookUp, ...lookUp, 'Ceil', 'Identity']);
    expect(nodes.filter((each) => each.operator === 'Reshape').map((each) => each.outputs[0])).toEqual(['r0', 'r1']);
    expect(inputs).toEqual(['seed']);
    expect(outputs).toEqual(['w_ceil']);
  });

  it('reads even numbers where the model wants even ones, and brings only the tables that are read', () => {
    const uniform = (output: string) => node('RandomUniformLike', ['x'], output, { dtype: FLOAT });
    const patched = (...graph: Uint8Array[]) => Buffer.concat(patchSeed(model(...graph)));
    const both = patched(uniform('u'), random('r'));
    const gathers = look(both).nodes.filter(({ operator }) => operator === 'Gather');
    expect(gathers.map(({ inputs }) => inputs[0])).toEqual(['e2a/uniforms', 'e2a/normals']);
    expect(both.length - patched(random('q'), random('r')).length).toBeGreaterThan(NOISE_TABLE_SIZE * 4);
  });

  it('gives a model without randomness its durations, and no seed to be fed', () => {
    const bytes = Buffer.concat(patchSeed(model(node('Round', ['a'], 'frames'))));
    expect(look(bytes)).toMatchObject({ inputs: [], outputs: ['w_ceil'] });
    expect(bytes.length).toBeLessThan(1_000);
  });

  it('keeps every byte outside the graph', () => {
    const patched = Buffer.concat(patchSeed(model(random('r'))));
    expect(patched.subarray(0, IR_VERSION.length)).toEqual(Buffer.from(IR_VERSION));
    expect(patched.subarray(-OPSET.length)).toEqual(Buffer.from(OPSET));
  });

  it('offers no durations where it cannot tell which they are', () => {
    const twoCeils = model(node('Ceil', ['a'], 'b'), node('Ceil', ['b'], 'c'));
    expect(look(Buffer.concat(patchSeed(twoCeils))).outputs).toEqual([]);
    const named = model(node('Ceil', ['a'], 'b'), graphValue(GRAPH_OUTPUT, 'w_ceil', FLOAT, 'unknown'));
    expect(look(Buffer.concat(patchSeed(named))).outputs).toEqual(['w_ceil']);
  });

  it('refuses randomness it cannot seed, by name', () => {
    const coins = model(node('Bernoulli', ['x'], 'u', { dtype: FLOAT }));
    expect(() => patchSeed(coins)).toThrow(UnpatchableModelError);
    const wide = model(node('RandomUniformLike', ['x'], 'u', { dtype: INT64 }));
    expect(() => patchSeed(wide)).toThrow(/RandomUniformLike/);
    expect(() => patchSeed(model(node('RandomNormalLike', ['x'], 'u', { dtype: INT64 })))).toThrow(/RandomNormalLike/);
    const seeded = model(random('r'), graphValue(GRAPH_INPUT, 'seed', INT64, 'scalar'));
    expect(() => patchSeed(seeded)).toThrow(/seed already/);
  });

  it('refuses what is no model', () => {
    expect(() => patchSeed(Buffer.from('<html>not a model</html>'))).toThrow(WireFormatError);
    expect(() => patchSeed(new Uint8Array())).toThrow(/no graph/);
    expect(() => patchSeed(Buffer.concat([model(), model()]))).toThrow(/two graphs/);
    expect(() => [...wireFields(bytesField(3, new Uint8Array(9)).subarray(0, 5))]).toThrow(/beyond the end/);
    expect(() => [...wireFields(Uint8Array.of(0x08, 0x80))]).toThrow(/no whole number/);
  });
});

describe('the outputs patch', () => {
  const speaking = (): Uint8Array =>
    model(
      node('Round', ['a'], 'rounded'),
      node('Clip', ['rounded', 'one'], 'frames'),
      node('Cast', ['frames'], 'whole'),
      graphValue(GRAPH_OUTPUT, 'sound', FLOAT, 'unknown'),
      graphValue(GRAPH_OUTPUT, 'phase', FLOAT, 'unknown'),
    );

  it('offers the frames as they are spoken: never less than what follows the rounding lets through', () => {
    const { nodes, inputs, outputs } = look(Buffer.concat(patchOutputs(speaking())));
    expect(nodes.at(-1)).toMatchObject({ operator: 'Identity', inputs: ['frames'], outputs: ['w_ceil'] });
    expect([inputs, outputs]).toEqual([[], ['sound', 'phase', 'w_ceil']]);
  });

  it('takes the rounded numbers themselves where nothing bounds them', () => {
    const { nodes } = look(Buffer.concat(patchOutputs(model(node('Round', ['a'], 'rounded')))));
    expect(nodes.at(-1)?.inputs).toEqual(['rounded']);
  });

  it('tells what is chosen and drops what nobody reads', () => {
    const seen: string[][] = [];
    const patched = patchOutputs(speaking(), ({ nodes, outputs }) => {
      seen.push(
        nodes.map(({ operator }) => operator),
        [...outputs],
      );
      return { told: { whole: 'whole' }, dropped: ['phase'] };
    });
    expect(seen).toEqual([
      ['Round', 'Clip', 'Cast'],
      ['sound', 'phase'],
    ]);
    expect(look(Buffer.concat(patched)).outputs).toEqual(['sound', 'whole', 'w_ceil']);
  });
});

it('writes whole numbers as protobuf does', () => {
  expect([...varint(0)]).toEqual([0]);
  expect([...varint(300)]).toEqual([0xac, 0x02]);
});

it('the noise is normal, and the same every time', () => {
  const size = 1 << 16;
  const table = noiseTable(size);
  const mean = table.reduce((sum, value) => sum + value, 0) / size;
  const variance = table.reduce((sum, value) => sum + value * value, 0) / size;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(noiseTable(size)).toEqual(table);
});

it('the even numbers are even, from 0 on and never 1', () => {
  const size = 1 << 16;
  const table = uniformTable(size);
  const mean = table.reduce((sum, value) => sum + value, 0) / size;
  const [least, most] = [Math.min(...table.subarray(0, 9_999)), Math.max(...table.subarray(0, 9_999))];
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  expect([least >= 0, least < 0.01, most > 0.99, most < 1]).toEqual([true, true, true, true]);
  expect(uniformTable(size)).toEqual(table);
});
