const HEADER_BYTES = 44;
/** After it, in the first size of a file. */
const RIFF_BYTES = 8;
const FORMAT_BYTES = 16;
const BYTES_PER_SAMPLE = 2;
const PCM = 1;

/** Samples as 16 bits, least byte first. */
export function pcmBytes(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length * BYTES_PER_SAMPLE);
  const view = new DataView(bytes.buffer);
  for (const [index, sample] of pcm.entries()) view.setInt16(index * BYTES_PER_SAMPLE, sample, true);
  return bytes;
}

/** A mono WAV file of 16 bits. */
export function wavBytes(pcm: Int16Array, sampleRate: number): Uint8Array {
  const sound = pcmBytes(pcm);
  const file = new Uint8Array(HEADER_BYTES + sound.length);
  const view = new DataView(file.buffer);
  const ascii = (at: number, text: string): void => file.set(new TextEncoder().encode(text), at);
  ascii(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - RIFF_BYTES + sound.length, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, FORMAT_BYTES, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  ascii(36, 'data');
  view.setUint32(40, sound.length, true);
  file.set(sound, HEADER_BYTES);
  return file;
}
