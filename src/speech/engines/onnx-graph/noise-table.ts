/** Numbers in the table; also the range of seeds. 2^20 normals are 4 MB and repeat after 63 s of one call, longer than any utterance. */
export const NOISE_TABLE_SIZE = 2 ** 20;

/** Any odd-looking start does; it is part of the patch version, because it decides the sound. */
const FIRST_STATE = 0x6a09e667;
const TWO_TO_32 = 2 ** 32;

/**
 * Standard normals, the same bytes in every process: a 32-bit xorshift and Box–Muller.
 * V8 computes log, sin and cos itself, not with the machine's C library.
 */
export function noiseTable(size: number = NOISE_TABLE_SIZE): Float32Array {
  const table = new Float32Array(size);
  let state = FIRST_STATE;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / TWO_TO_32;
  };
  for (let i = 0; i < size; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    table[i] = radius * Math.cos(angle);
    table[i + 1] = radius * Math.sin(angle);
  }
  return table;
}
