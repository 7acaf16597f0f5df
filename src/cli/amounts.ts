import { InvalidArgumentError } from 'commander';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const KIB = 1024;
const SIZES = ['', 'K', 'M', 'G', 'T'];

/** `30d`, `12h`, `90m`, `2w` in milliseconds. */
export function age(text: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([mhdw])$/i.exec(text.trim()) ?? [];
  const unitMs = UNIT_MS[unit.toLowerCase()];
  if (unitMs !== undefined) return Number(count) * unitMs;
  throw new InvalidArgumentError('It has to be an age like 30d, 12h, 90m or 2w.');
}

/** `20GB`, `500M`, `0` in bytes. */
export function size(text: string): number {
  const [, count = '', unit] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?$/i.exec(text.trim()) ?? [];
  if (unit !== undefined) return Math.floor(Number(count) * KIB ** SIZES.indexOf(unit.toUpperCase()));
  throw new InvalidArgumentError('It has to be a size like 20GB or 500MB.');
}
