import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../support/random.js';
import { type Outcome, type SpeedAt, simulate, type Trial } from './fleet-simulation.js';

/** Segments of Alice in Wonderland by length, in steps of 25 characters, as planned: 949 with 140,774 characters. */
const ALICE = [1, 38, 41, 64, 132, 191, 176, 139, 158, 9];
const STEP_CHARACTERS = 25;
const BOOKS = 10;
/** Of a narrator, in characters per second. */
const REAL_TIME = 15;

const steady =
  (factor: number): SpeedAt =>
  () =>
    factor * REAL_TIME;
const changing =
  (before: number, after: number, at: number): SpeedAt =>
  (now) =>
    (now < at ? before : after) * REAL_TIME;
const fleet = (...factors: number[]): readonly SpeedAt[] => factors.map(steady);
const equal = (slots: number): readonly SpeedAt[] => Array.from({ length: slots }, () => steady(1));

/** A book with the lengths of Alice in another order. */
function book(seed: number): readonly number[] {
  const random = seededRandom(seed);
  const sizes = ALICE.flatMap((count, step) =>
    Array.from({ length: count }, () => 1 + Math.floor((step + random()) * STEP_CHARACTERS)),
  );
  return sizes
    .map((size) => ({ size, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ size }) => size);
}

const outcomes = (speeds: readonly SpeedAt[], rules: Trial['rules'] = {}): readonly Outcome[] =>
  Array.from({ length: BOOKS }, (_, seed) => simulate({ segments: book(seed + 1), speeds, rules }));

/** Of the slowest of all books, × ideal. */
const worst = (trials: readonly Outcome[]): number =>
  Math.max(...trials.map(({ makespan, ideal }) => makespan / ideal));

const MIXED = [10, 3, 1, 10, 3, 1, 10, 3];

describe('a simulated fleet with the decisions of the product', () => {
  it('of 5 equal slots reaches 0.98 of the ideal', () => {
    expect(1 / worst(outcomes(equal(5)))).toBeGreaterThanOrEqual(0.98);
  });

  it('of 32 equal slots reaches 0.95 of the ideal', () => {
    expect(1 / worst(outcomes(equal(32)))).toBeGreaterThanOrEqual(0.95);
  });

  it('of 8 mixed slots needs at most 1.05 of the ideal time, knowing only what was measured', () => {
    expect(worst(outcomes(fleet(...MIXED)))).toBeLessThanOrEqual(1.05);
    expect(worst(outcomes(fleet(10, 10, 3, 3, 3, 1, 1, 1)))).toBeLessThanOrEqual(1.05);
    expect(worst(outcomes(fleet(10, 1)))).toBeLessThanOrEqual(1.05);
  });

  it('needs no more when a speed changes half-way', () => {
    const [, ...others] = fleet(...MIXED);
    for (const half of [60, 90, 110]) {
      expect(worst(outcomes([changing(10, 1, half), ...others]))).toBeLessThanOrEqual(1.05);
      expect(worst(outcomes([changing(1, 10, half), ...others]))).toBeLessThanOrEqual(1.05);
    }
  });

  it('of 32 mixed slots stays within 1.05, too', () => {
    const speeds = Array.from({ length: 32 }, (_, slot) => steady([10, 3, 1][slot % 3] ?? 1));
    expect(worst(outcomes(speeds))).toBeLessThanOrEqual(1.05);
  });

  it('owes it to standing back and to holding nothing in advance near the end', () => {
    const careless = { takeAlways: true, lookAheadAlways: true, noSecondAttempts: true };
    expect(worst(outcomes(fleet(...MIXED), careless))).toBeGreaterThan(1.06);
  });

  it('speaks hardly anything twice', () => {
    const repeated = outcomes(fleet(...MIXED)).map((outcome) => outcome.repeated);
    expect(Math.max(...repeated)).toBeLessThanOrEqual(2);
  });

  it('gives a straggler’s segment to another slot near the end', () => {
    const stuck = outcomes([changing(10, 0.05, 225), ...fleet(3, 10, 10, 3, 3, 1, 1)]);
    const alone = outcomes([changing(10, 0.05, 225), ...fleet(3, 10, 10, 3, 3, 1, 1)], { noSecondAttempts: true });
    expect(stuck.some(({ repeated }) => repeated > 0)).toBe(true);
    expect(worst(stuck)).toBeLessThan(worst(alone) - 0.05);
  });
});
