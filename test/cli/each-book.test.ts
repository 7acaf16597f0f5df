import { describe, expect, it } from 'vitest';
import { worstOf } from '../../src/cli/shelf/each-book.js';

describe('the exit code of many books', () => {
  it.each([
    { codes: [], code: 0 },
    { codes: [0, 0], code: 0 },
    { codes: [0, 3], code: 3 },
    { codes: [0, 3, 1], code: 1 },
    { codes: [7, 0], code: 7 },
    { codes: [1, 6, 7], code: 6 },
  ] as const)('$codes: $code', ({ codes, code }) => expect(worstOf(codes)).toBe(code));
});
