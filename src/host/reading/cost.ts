/** Behind the answer of a reading process: MB and ms as two unsigned numbers, the low byte first. */
export const COST_BYTES = 8;
