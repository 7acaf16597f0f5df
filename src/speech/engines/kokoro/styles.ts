import { MOST_IDS } from '../kokoro-alphabet/index.js';

/** Numbers that steer one call: half of them timbre, half melody. */
export const STYLE_SIZE = 256;
/** A style has a row for each number of ids a call can have. */
const ROWS = MOST_IDS;

/** @throws Error with the file's name when it is no style */
export function stylesFrom(bytes: Uint8Array, file: string): Float32Array {
  const wanted = ROWS * STYLE_SIZE * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.length !== wanted) throw new Error(`${file} is no style of Kokoro: ${bytes.length} bytes, not ${wanted}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const styles = Float32Array.from({ length: ROWS * STYLE_SIZE }, (_, index) => view.getFloat32(index * 4, true));
  if (!styles.every(Number.isFinite)) throw new Error(`${file} is no style of Kokoro: it holds what is no number`);
  return styles;
}

/** @param ids how many, without the edges */
export function styleRow(styles: Float32Array, ids: number): Float32Array {
  const row = Math.min(Math.max(ids - 1, 0), ROWS - 1);
  return styles.slice(row * STYLE_SIZE, (row + 1) * STYLE_SIZE);
}
