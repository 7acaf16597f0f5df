import { pcmBytes } from './samples.js';

const HEADER_BYTES = 44;
const FORMAT_BYTES = 16;
const BYTES_PER_SAMPLE = 2;
const PCM = 1;
/** Sizes in the header have 32 bits. */
const MOST_BYTES = 2 ** 32 - HEADER_BYTES;

/** A whole mono WAV file of 16 bits. Throws a RangeError above 4 GiB. */
export function wavFile(pcm: Int16Array, sampleRate: number): Uint8Array {
  const bytes = pcm.length * BYTES_PER_SAMPLE;
  if (bytes > MOST_BYTES) throw new RangeError(`a WAV file holds at most ${MOST_BYTES} bytes of sound`);
  const file = new Uint8Array(HEADER_BYTES + bytes);
  const header = new DataView(file.buffer);
  const ascii = (at: number, text: string): void => void new TextEncoder().encodeInto(text, file.subarray(at));
  ascii(0, 'RIFF');
  header.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  ascii(8, 'WAVEfmt ');
  header.setUint32(16, FORMAT_BYTES, true);
  header.setUint16(20, PCM, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  header.setUint16(32, BYTES_PER_SAMPLE, true);
  header.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  ascii(36, 'data');
  header.setUint32(40, bytes, true);
  file.set(pcmBytes(pcm), HEADER_BYTES);
  return file;
}
