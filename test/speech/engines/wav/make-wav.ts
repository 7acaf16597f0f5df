/** A chunk with the size it states and, unless told otherwise, the zero behind an odd one. */
export interface Chunk {
  readonly id: string;
  readonly body: Uint8Array;
  readonly stated?: number;
  readonly padded?: boolean;
}

export const uint16 = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
const uint32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);

export function wavOf(chunks: readonly Chunk[], riffSize = 0xffffffff, magic = 'RIFF'): Buffer {
  const parts = chunks.map(({ id, body, stated = body.length, padded = true }) =>
    Buffer.concat([Buffer.from(id), uint32(stated), body, Buffer.alloc(padded ? body.length % 2 : 0)]),
  );
  return Buffer.concat([Buffer.from(magic), uint32(riffSize), Buffer.from('WAVE'), ...parts]);
}

/** Kind 1 = integers, 3 = floats. */
export function formatChunk(bits = 16, { kind = 1, channels = 1, rate = 24_000, more = new Uint8Array() } = {}): Chunk {
  const frame = (bits / 8) * channels;
  return {
    id: 'fmt ',
    body: Buffer.concat([uint16(kind, channels), uint32(rate), uint32(rate * frame), uint16(frame, bits), more]),
  };
}

export const dataChunk = (body: Uint8Array, stated = body.length): Chunk => ({ id: 'data', body, stated });

/** 16 bits, mono. */
export const samples16 = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Int16Array.from(values, (value) => Math.round(value * 2 ** 15)).buffer);
