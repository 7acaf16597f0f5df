/** One field of a protobuf message; positions are byte offsets in the buffer it was read from. */
export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Where the field's tag begins. */
  readonly start: number;
  /** Where its payload begins (after the length of a length-delimited field). */
  readonly payload: number;
  readonly end: number;
}

/** A file that is not what it says it is; the caller puts the file's name to it. */
export class WireFormatError extends Error {
  override readonly name = 'WireFormatError';
}

/** The wire type of a whole number. */
export const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
/** A varint longer than this is no varint (64 bits, 7 in a byte). */
const VARINT_BYTES = 10;

/** Value and the offset after it. Exact up to 2^53, enough for tags and lengths. */
export function readVarint(bytes: Uint8Array, at: number): readonly [value: number, next: number] {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < VARINT_BYTES; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, at + i + 1];
    scale *= 0x80;
  }
  throw new WireFormatError(`no whole number at byte ${at}`);
}

/** The fields of a message, in order, without looking inside them. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const [tag, afterTag] = readVarint(bytes, at);
    const wireType = tag & 7;
    const [payload, end] = payloadOf(bytes, wireType, afterTag);
    if (end > bytes.length) throw new WireFormatError(`the field at byte ${start} goes beyond the end of the file`);
    yield { number: Math.floor(tag / 8), wireType, start, payload, end };
    at = end;
  }
}

function payloadOf(bytes: Uint8Array, wireType: number, at: number): readonly [payload: number, end: number] {
  if (wireType === VARINT) return [at, readVarint(bytes, at)[1]];
  if (wireType === FIXED_64) return [at, at + 8];
  if (wireType === FIXED_32) return [at, at + 4];
  if (wireType !== LENGTH_DELIMITED) throw new WireFormatError(`unknown wire type ${wireType} before byte ${at}`);
  const [length, payload] = readVarint(bytes, at);
  return [payload, payload + length];
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 0x80;
    rest = Math.floor(rest / 0x80);
    bytes.push(rest > 0 ? low + 0x80 : low);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

export const intField = (number: number, value: number): Uint8Array =>
  Buffer.concat([varint(number * 8 + VARINT), varint(value)]);

/** Tag and length of a length-delimited field whose payload follows elsewhere. */
export const fieldHead = (number: number, length: number): Uint8Array =>
  Buffer.concat([varint(number * 8 + LENGTH_DELIMITED), varint(length)]);

export const bytesField = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([fieldHead(number, length), ...parts]);
};

export const textField = (number: number, text: string): Uint8Array => bytesField(number, Buffer.from(text, 'utf8'));

export const textOf = (bytes: Uint8Array, field: WireField): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + field.payload, field.end - field.payload).toString('utf8');
