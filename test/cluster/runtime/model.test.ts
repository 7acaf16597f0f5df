import { describe, expect, it } from 'vitest';
import { playModel } from './model.js';
import { PROTECTIONS } from './protections.js';

/** `E2A_MODEL_SEED=17` plays one again. */
const ONE_SEED = process.env['E2A_MODEL_SEED'];
const SEEDS = ONE_SEED === undefined ? Array.from({ length: 600 }, (_, index) => index + 1) : [Number(ONE_SEED)];
/** Enough for each missing protection to show. */
const SEEDS_TO_BREAK = 60;
const MODEL_TIMEOUT_MS = 180_000;

describe('turns over faulty ports, on dying hosts', () => {
  it(
    `count exactly and tell exactly once, in order, for ${SEEDS.length} seeds`,
    async () => {
      for (const seed of SEEDS) expect(await playModel(seed), `E2A_MODEL_SEED=${seed}`).toEqual([]);
    },
    MODEL_TIMEOUT_MS,
  );

  it.each(PROTECTIONS)(
    'go wrong without %s',
    async (protection) => {
      for (let seed = 1; seed <= SEEDS_TO_BREAK; seed++) if ((await playModel(seed, protection)).length > 0) return;
      expect.fail(`no seed up to ${SEEDS_TO_BREAK} needs it`);
    },
    MODEL_TIMEOUT_MS,
  );
});
