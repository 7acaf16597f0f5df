import {
  bytesField,
  intField,
  readVarint,
  textField,
  textOf,
  VARINT,
  type WireField,
  wireFields,
} from './wire-format.js';

/** Field numbers of onnx.proto (public, frozen) that the patch touches. */
export const MODEL_GRAPH = 7;
export const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
export const GRAPH_INPUT = 11;
export const GRAPH_OUTPUT = 12;
export const VALUE_NAME = 1;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, ints: 8, type: 20 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;

/** `TensorProto.DataType`. */
export const FLOAT = 1;
export const INT64 = 7;
/** `AttributeProto.AttributeType`: INT, INTS. */
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names of its attributes with number values; others are not read. */
  readonly attributes: Readonly<Record<string, number>>;
  /** Names of its attributes that are lists of whole numbers from 0 on. */
  readonly lists: Readonly<Record<string, readonly number[]>>;
  /** As it stands in the file. */
  readonly bytes: Uint8Array;
}

export function readNode(bytes: Uint8Array): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, number> = {};
  const lists: Record<string, readonly number[]> = {};
  let name = '';
  let operator = '';
  for (const field of wireFields(bytes)) {
    if (field.number === NODE.input) inputs.push(textOf(bytes, field));
    else if (field.number === NODE.output) outputs.push(textOf(bytes, field));
    else if (field.number === NODE.name) name = textOf(bytes, field);
    else if (field.number === NODE.operator) operator = textOf(bytes, field);
    else if (field.number === NODE.attribute) {
      const { name: called, value, list } = readAttribute(bytes.subarray(field.payload, field.end));
      if (value !== undefined) attributes[called] = value;
      if (list.length > 0) lists[called] = list;
    }
  }
  return { name, operator, inputs, outputs, attributes, lists, bytes };
}

interface Attribute {
  readonly name: string;
  readonly value: number | undefined;
  readonly list: readonly number[];
}

function readAttribute(bytes: Uint8Array): Attribute {
  let name = '';
  let value: number | undefined;
  const list: number[] = [];
  for (const field of wireFields(bytes)) {
    if (field.number === ATTRIBUTE.name) name = textOf(bytes, field);
    else if (field.number === ATTRIBUTE.float) value = floatOf(bytes, field);
    else if (field.number === ATTRIBUTE.int) value = readVarint(bytes, field.payload)[0];
    else if (field.number === ATTRIBUTE.ints) list.push(...numbersOf(bytes, field));
  }
  return { name, value, list };
}

/** One number, or several packed into one field: writers of protobuf do either. */
function numbersOf(bytes: Uint8Array, { wireType, payload, end }: WireField): readonly number[] {
  const numbers: number[] = [];
  const last = wireType === VARINT ? payload + 1 : end;
  for (let at = payload; at < last; ) {
    const [value, next] = readVarint(bytes, at);
    numbers.push(value);
    at = next;
  }
  return numbers;
}

const floatOf = (bytes: Uint8Array, field: WireField): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(field.payload, true);

/** A graph node whose attributes are whole numbers, or lists of them. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  return bytesField(
    GRAPH_NODE,
    ...inputs.map((input) => textField(NODE.input, input)),
    textField(NODE.output, output),
    textField(NODE.name, `${output}/${operator}`),
    textField(NODE.operator, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );
}

/** Other tensors, and other lists, for a node; whatever else is in it stays. */
export interface NodeChange {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly lists: Readonly<Record<string, readonly number[]>>;
}

export function changedNode({ bytes }: GraphNode, { inputs, outputs, lists }: NodeChange): Uint8Array {
  const kept = [...wireFields(bytes)].flatMap((field) => {
    if (field.number === NODE.input || field.number === NODE.output) return [];
    const payload = bytes.subarray(field.payload, field.end);
    const isOther = field.number === NODE.attribute && Object.hasOwn(lists, readAttribute(payload).name);
    return isOther ? [] : [bytes.subarray(field.start, field.end)];
  });
  return bytesField(
    GRAPH_NODE,
    ...inputs.map((input) => textField(NODE.input, input)),
    ...outputs.map((output) => textField(NODE.output, output)),
    ...kept,
    ...Object.entries(lists).map(([name, list]) => attribute(name, list)),
  );
}

function attribute(name: string, value: number | readonly number[]): Uint8Array {
  const numbers =
    typeof value === 'number'
      ? [intField(ATTRIBUTE.int, value), intField(ATTRIBUTE.type, ATTRIBUTE_INT)]
      : [...value.map((each) => intField(ATTRIBUTE.ints, each)), intField(ATTRIBUTE.type, ATTRIBUTE_INTS)];
  return bytesField(NODE.attribute, textField(ATTRIBUTE.name, name), ...numbers);
}

/** A constant whole number without dimensions. */
export const integerConstant = (name: string, value: number): Uint8Array => integers(name, [value], []);

/** A constant row of whole numbers. */
export const integerRow = (name: string, values: readonly number[]): Uint8Array =>
  integers(name, values, [values.length]);

function integers(name: string, values: readonly number[], dims: readonly number[]): Uint8Array {
  const raw = Buffer.alloc(values.length * 8);
  values.forEach((value, at) => void raw.writeBigInt64LE(BigInt(value), at * 8));
  return bytesField(
    GRAPH_INITIALIZER,
    ...dims.map((size) => intField(TENSOR.dims, size)),
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
