/** A set of segment numbers (from 1) as hex digits, four segments a digit: 2 kB for 8,000 segments. */
export type SegmentSet = string;

const BITS = 4;

export const emptySegmentSet = (segments: number): SegmentSet => '0'.repeat(Math.ceil(segments / BITS));

export function hasSegment(set: SegmentSet, segment: number): boolean {
  return (digitOf(set, segment) & bitOf(segment)) !== 0;
}

export const withSegment = (set: SegmentSet, segment: number): SegmentSet =>
  replaceDigit(set, segment, digitOf(set, segment) | bitOf(segment));

export function countSegments(set: SegmentSet): number {
  let count = 0;
  for (const digit of set) {
    for (let bits = Number.parseInt(digit, 16); bits > 0; bits >>= 1) count += bits & 1;
  }
  return count;
}

const digitOf = (set: SegmentSet, segment: number): number =>
  Number.parseInt(set.charAt(Math.floor((segment - 1) / BITS)) || '0', 16);

const bitOf = (segment: number): number => 1 << ((segment - 1) % BITS);

function replaceDigit(set: SegmentSet, segment: number, digit: number): SegmentSet {
  const at = Math.floor((segment - 1) / BITS);
  return set.slice(0, at) + digit.toString(16) + set.slice(at + 1);
}
