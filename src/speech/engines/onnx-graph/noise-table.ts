/** Numbers in the table; also the range of seeds. 2^20 normals are 4 MB and repeat after 63 s of one call, longer than any utterance. */
export const NOISE_TABLE_SIZE = 2 ** 20;

/** Any odd-looking starts do; they are part of the patch version, because they decide the sound. */
const FIRST_STATES = { normal: 0x6a09e667, uniform: 0x3c6ef372 } as const;
const TWO_TO_32 = 2 ** 32;

/** Numbers above 0 and below 1: a 32-bit xorshift. */
function uniformNumbers(firstState: number): () => number {
  let state = firstState;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / TWO_TO_32;
  };
}

/**
 * Standard normals, the same bytes in every process: Box–Muller.
 * V8 computes log, sin and cos itself, not with the machine's C library.
 */
export function noiseTable(size: number = NOISE_TABLE_SIZE): Float32Array {
  const table = new Float32Array(size);
  const uniform = uniformNumbers(FIRST_STATES.normal);
  for (let i = 0; i < size; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    table[i] = radius * Math.cos(angle);
    table[i + 1] = radius * Math.sin(angle);
  }
  return table;
}

/** The largest float32 below 1: what lies nearer would be rounded up to it, and no random node gives 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** Even numbers from 0 to 1, the same bytes in every process. */
export function uniformTable(size: number = NOISE_TABLE_SIZE): Float32Array {
  const uniform = uniformNumbers(FIRST_STATES.uniform);
  return Float32Array.from({ length: size }, () => Math.min(uniform(), BELOW_ONE));
}

/** An odd number: neighbouring seeds read the table at places far apart, and no two at the same. */
const SEED_SPREAD = 412_309;

/** Where in the table an utterance's seed begins. @param seed 0 ≤ seed < `NOISE_TABLE_SIZE`, a whole number */
export const spreadSeed = (seed: number): number =>
  Number((BigInt(seed) * BigInt(SEED_SPREAD)) % BigInt(NOISE_TABLE_SIZE));
