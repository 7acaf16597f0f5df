import {
  FLOAT,
  GRAPH_INPUT,
  GRAPH_OUTPUT,
  graphValue,
  INT64,
  MODEL_GRAPH,
  node,
} from '../../src/speech/engines/onnx-graph/graph-parts.js';
import { bytesField, intField, textField } from '../../src/speech/engines/onnx-graph/wire-format.js';

/** Models of a thousand bytes that onnxruntime runs: sines in place of speech. Field numbers are those of onnx.proto. */
export { FLOAT, INT64, node };
/** `TensorProto.DataType`. */
export const INT32 = 6;

const IR_VERSION = 8;
const OPSET_VERSION = 15;
const INITIALIZER = 5;

/** A constant: of no dimension when `dims` is empty. */
export function constant(
  name: string,
  type: typeof FLOAT | typeof INT64,
  values: readonly number[],
  dims = [values.length],
) {
  const raw = Buffer.alloc(values.length * (type === FLOAT ? 4 : 8));
  values.forEach((value, at) => {
    if (type === FLOAT) raw.writeFloatLE(value, at * 4);
    else raw.writeBigInt64LE(BigInt(value), at * 8);
  });
  const shape = dims.map((size) => intField(1, size));
  return bytesField(INITIALIZER, ...shape, intField(2, type), textField(8, name), bytesField(9, raw));
}

export const scalar = (name: string, type: typeof FLOAT | typeof INT64, value: number): Uint8Array =>
  constant(name, type, [value], []);

export const input = (name: string, type: number): Uint8Array => graphValue(GRAPH_INPUT, name, type, 'unknown');
export const output = (name: string): Uint8Array => graphValue(GRAPH_OUTPUT, name, FLOAT, 'unknown');

/** A model file of these nodes, constants, inputs and outputs. */
export const onnxModel = (...graph: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([
    intField(1, IR_VERSION),
    bytesField(8, intField(2, OPSET_VERSION)),
    bytesField(MODEL_GRAPH, ...graph, textField(2, 'tiny')),
  ]);

/** `samples` (float, no dimension) of a sine of `hertz` (float) at `rate` as `into` `[time]`. */
export const sine = (samples: string, hertz: string, rate: number, into: string): readonly Uint8Array[] => [
  scalar(`${into}/zero`, INT64, 0),
  scalar(`${into}/one`, INT64, 1),
  scalar(`${into}/turn`, FLOAT, (2 * Math.PI) / rate),
  scalar(`${into}/level`, FLOAT, 0.3),
  node('Cast', [samples], `${into}/count`, { to: INT64 }),
  node('Range', [`${into}/zero`, `${into}/count`, `${into}/one`], `${into}/steps`),
  node('Cast', [`${into}/steps`], `${into}/places`, { to: FLOAT }),
  node('Mul', [hertz, `${into}/turn`], `${into}/angle`),
  node('Mul', [`${into}/places`, `${into}/angle`], `${into}/angles`),
  node('Sin', [`${into}/angles`], `${into}/wave`),
  node('Mul', [`${into}/wave`, `${into}/level`], into),
];
