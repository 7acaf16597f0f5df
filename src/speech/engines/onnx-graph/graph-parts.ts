import { bytesField, intField, readVarint, textField, textOf, type WireField, wireFields } from './wire-format.js';

/** Field numbers of onnx.proto (public, frozen) that the patch touches. */
export const MODEL_GRAPH = 7;
export const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
export const GRAPH_INPUT = 11;
export const GRAPH_OUTPUT = 12;
export const VALUE_NAME = 1;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, type: 20 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;

/** `TensorProto.DataType`. */
export const FLOAT = 1;
export const INT64 = 7;
/** `AttributeProto.AttributeType.INT`. */
const ATTRIBUTE_INT = 2;

export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names of its attributes with number values; others are not read. */
  readonly attributes: Readonly<Record<string, number>>;
}

export function readNode(bytes: Uint8Array): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, number> = {};
  let name = '';
  let operator = '';
  for (const field of wireFields(bytes)) {
    if (field.number === NODE.input) inputs.push(textOf(bytes, field));
    else if (field.number === NODE.output) outputs.push(textOf(bytes, field));
    else if (field.number === NODE.name) name = textOf(bytes, field);
    else if (field.number === NODE.operator) operator = textOf(bytes, field);
    else if (field.number === NODE.attribute) readAttribute(bytes.subarray(field.payload, field.end), attributes);
  }
  return { name, operator, inputs, outputs, attributes };
}

function readAttribute(bytes: Uint8Array, into: Record<string, number>): void {
  let name = '';
  let value: number | undefined;
  for (const field of wireFields(bytes)) {
    if (field.number === ATTRIBUTE.name) name = textOf(bytes, field);
    else if (field.number === ATTRIBUTE.float) value = floatOf(bytes, field);
    else if (field.number === ATTRIBUTE.int) value = readVarint(bytes, field.payload)[0];
  }
  if (value !== undefined) into[name] = value;
}

const floatOf = (bytes: Uint8Array, field: WireField): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(field.payload, true);

/** A graph node with whole-number attributes only. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Uint8Array {
  return bytesField(
    GRAPH_NODE,
    ...inputs.map((input) => textField(NODE.input, input)),
    textField(NODE.output, output),
    textField(NODE.name, `${output}/${operator}`),
    textField(NODE.operator, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      bytesField(
        NODE.attribute,
        textField(ATTRIBUTE.name, name),
        intField(ATTRIBUTE.int, value),
        intField(ATTRIBUTE.type, ATTRIBUTE_INT),
      ),
    ),
  );
}

/** A constant whole number without dimensions. */
export function integerConstant(name: string, value: number): Uint8Array {
  const raw = Buffer.alloc(8);
  raw.writeBigInt64LE(BigInt(value));
  return bytesField(
    GRAPH_INITIALIZER,
    intField(TENSOR.type, INT64),
    textField(TENSOR.name, name),
    bytesField(TENSOR.raw, raw),
  );
}

export function floatTable(name: string, values: Float32Array): Uint8Array {
  const raw = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => void raw.writeFloatLE(value, i * 4));
  return bytesField(
    GRAPH_INITIALIZER,
    intField(TENSOR.dims, values.length),
    intField(TENSOR.type, FLOAT),
    textField(TENSOR.name, name),
    bytesField(TENSOR.raw, raw),
  );
}

/** An input or output of the graph: a scalar, or of a shape that is not said. */
export function graphValue(place: number, name: string, type: number, shape: 'scalar' | 'unknown'): Uint8Array {
  const emptyShape = shape === 'scalar' ? [bytesField(2)] : [];
  const tensorType = bytesField(1, intField(1, type), ...emptyShape);
  return bytesField(place, textField(VALUE_NAME, name), bytesField(2, tensorType));
}
