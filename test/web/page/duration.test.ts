import { expect, it } from 'vitest';
import { duration } from '../../../src/ordering/index.js';
import { load } from '../../scripts/load.js';

const browser = await load<{ duration(seconds: number): string }>('src/web/page/assets/duration.js');

it('is written in the browser as on the server', () => {
  for (const seconds of [0, 0.4, 29.5, 59, 59.6, 60, 89, 3_569, 3_599, 3_600, 5_400, 86_400, 360_000])
    expect(browser.duration(seconds)).toBe(duration(seconds));
});

it.each([
  [59.4, '59 s'],
  [59.6, '1 min'],
  [3_569, '59 min'],
  [3_570, '1 h 00 min'],
  [3_599, '1 h 00 min'],
  [7_190, '2 h 00 min'],
])('rounds %d s up to the next unit where it has one', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
