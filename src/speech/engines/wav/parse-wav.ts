import { canDecode, decodeSamples, type SampleFormat, type Sound } from './samples.js';

/** Why bytes are no sound: something else, a way of storing it that is not known here, or not all of it. */
export type WavTrouble = 'not-wav' | 'unsupported' | 'truncated';

export class WavError extends Error {
  override readonly name = 'WavError';
  constructor(
    readonly trouble: WavTrouble,
    message: string,
  ) {
    super(message);
  }
}

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LEAST_FORMAT_BYTES = 16;
/** Codes of the `fmt ` chunk. */
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Where an extensible chunk says what it really is. */
const SUBFORMAT_AT = 24;
/**
 * Who writes a WAV before its end is known states a size at random: 0, 0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFF000 and 2,000,000,000
 * were seen. A stated size from here (1 GiB) on is such a one; a smaller one that is not there means lost bytes.
 */
const LEAST_FALSE_SIZE = 2 ** 30;
const MOST_CHANNELS = 8;
const LEAST_RATE = 8_000;
const MOST_RATE = 192_000;

/** @throws WavError */
export function parseWav(bytes: Uint8Array): Sound {
  if (!isWav(bytes)) throw new WavError('not-wav', 'it does not begin as a WAV does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: SampleFormat | null = null;
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const id = tagAt(bytes, at);
    const size = view.getUint32(at + 4, true);
    const from = at + CHUNK_HEADER_BYTES;
    if (id === 'data') return soundOf(bytes.subarray(from), size, format);
    if (id === 'fmt ') format = formatOf(bytes.subarray(from, from + size));
    at = nextChunk(bytes, from + size, size);
  }
  throw new WavError('truncated', 'it ends before its sound begins');
}

export const isWav = (bytes: Uint8Array): boolean =>
  bytes.length >= HEADER_BYTES && ['RIFF', 'RF64'].includes(tagAt(bytes, 0)) && tagAt(bytes, 8) === 'WAVE';

const tagAt = (bytes: Uint8Array, at: number): string => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');

/** Behind an odd chunk there is a zero; some leave it out, and no name of a chunk begins with one. */
const nextChunk = (bytes: Uint8Array, end: number, size: number): number =>
  size % 2 === 1 && bytes[end] === 0 ? end + 1 : end;

function soundOf(rest: Uint8Array, stated: number, format: SampleFormat | null): Sound {
  if (format === null) throw new WavError('unsupported', 'it does not say what its samples are');
  const isFalse = stated === 0 || stated >= LEAST_FALSE_SIZE;
  if (!isFalse && stated > rest.length)
    throw new WavError('truncated', `only ${rest.length} of its ${stated} bytes of sound came`);
  const { sampleRate } = format;
  return { pcm: decodeSamples(isFalse ? rest : rest.subarray(0, stated), format), sampleRate };
}

function formatOf(chunk: Uint8Array): SampleFormat {
  if (chunk.length < LEAST_FORMAT_BYTES) throw new WavError('truncated', 'its description is cut off');
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const stated = view.getUint16(0, true);
  const code = stated === EXTENSIBLE && chunk.length > SUBFORMAT_AT + 1 ? view.getUint16(SUBFORMAT_AT, true) : stated;
  const [channels, sampleRate, bits] = [view.getUint16(2, true), view.getUint32(4, true), view.getUint16(14, true)];
  const kind = code === FLOAT ? 'float' : 'int';
  const isKnown = (code === PCM || code === FLOAT) && canDecode({ kind, bits });
  const isSane = channels >= 1 && channels <= MOST_CHANNELS && sampleRate >= LEAST_RATE && sampleRate <= MOST_RATE;
  if (isKnown && isSane) return { kind, bits, channels, sampleRate };
  throw new WavError(
    'unsupported',
    `its samples are of kind ${code}, ${bits} bits, ${channels} channels, ${sampleRate} Hz`,
  );
}
