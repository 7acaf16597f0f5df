/** How samples lie in bytes: little-endian, channels side by side. */
export interface SampleFormat {
  readonly kind: 'int' | 'float';
  readonly bits: number;
  readonly channels: number;
  /** Hz. */
  readonly sampleRate: number;
}

/** Mono, −1 … 1. */
export interface Sound {
  readonly pcm: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

type ReadSample = (view: DataView, at: number) => number;

/** WAV's own oddity: eight bits have no sign. */
const BYTE_MIDDLE = 128;

const READERS: Readonly<Record<string, ReadSample>> = {
  int8: (view, at) => (view.getUint8(at) - BYTE_MIDDLE) / BYTE_MIDDLE,
  int16: (view, at) => view.getInt16(at, true) / 2 ** 15,
  int24: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23,
  int32: (view, at) => view.getInt32(at, true) / 2 ** 31,
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
};

export const canDecode = ({ kind, bits }: Pick<SampleFormat, 'kind' | 'bits'>): boolean =>
  Object.hasOwn(READERS, `${kind}${bits}`);

/** Channels become their mean; a frame that is not whole is left out. @throws RangeError for a width nobody uses */
export function decodeSamples(bytes: Uint8Array, { kind, bits, channels }: SampleFormat): Float32Array {
  const read = READERS[`${kind}${bits}`];
  if (read === undefined) throw new RangeError(`samples of ${bits} bits (${kind})`);
  const width = bits / 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pcm = new Float32Array(Math.floor(bytes.byteLength / (width * channels)));
  for (let frame = 0; frame < pcm.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(view, (frame * channels + channel) * width);
    pcm[frame] = sum / channels;
  }
  return pcm;
}
