import { describe, expect, it } from 'vitest';
import { age, size } from '../../src/cli/amounts.js';

describe('ages and sizes', () => {
  it.each([
    ['30d', 30 * 86_400_000],
    ['12h', 43_200_000],
    ['90m', 5_400_000],
    ['2w', 14 * 86_400_000],
    ['0m', 0],
    ['1.5 h', 5_400_000],
  ])('%s is %d ms', (text, ms) => expect(age(text)).toBe(ms));

  it.each([
    ['20GB', 20 * 1024 ** 3],
    ['500M', 500 * 1024 ** 2],
    ['1.5 kB', 1536],
    ['1GiB', 1024 ** 3],
    ['7', 7],
    ['0', 0],
  ])('%s is %d bytes', (text, bytes) => expect(size(text)).toBe(bytes));

  it.each(['30', '30x', 'd', '-1d', ''])('"%s" is no age', (text) => expect(() => age(text)).toThrow('like 30d'));
  it.each(['GB', '-1GB', '20XB', ''])('"%s" is no size', (text) => expect(() => size(text)).toThrow('like 20GB'));
});
