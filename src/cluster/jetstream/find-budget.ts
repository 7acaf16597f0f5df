import type { Link } from './link.js';
import { patiently } from './patience.js';
import { sweepSizeTests, tryStream } from './size-test.js';
import type { MakingTurn } from './making-turn.js';
import { MIN_BUDGET_BYTES, maxBytesOf, storageBudget } from './sizes.js';
import type { Asset } from './topology.js';

export interface StorageWish {
  /** Copies of everything. */
  readonly replicas: number;
  /** Bytes all of it may reserve; found out from the account when absent. */
  readonly storageBytes?: number | undefined;
}

/**
 * How many bytes the missing assets may share. A server does not tell its own limit to clients, and it reserves what
 * is asked for; so a stream of the whole size is tried first, and half of it when that is too much.
 */
export async function findBudget(
  link: Link,
  missing: readonly Asset[],
  wish: StorageWish,
  turn: MakingTurn,
): Promise<number> {
  if (missing.every((asset) => asset.share === 0)) return 0;
  await sweepSizeTests(link);
  const account = await patiently(link, 'asking for the limits', () => link.jsm.getAccountInfo());
  let budget = storageBudget(account, wish.replicas, wish.storageBytes);
  while (budget >= 2 * MIN_BUDGET_BYTES) {
    await turn.goOn();
    if ((await tryStream(link, 'measuring the store', bytesOf(missing, budget), wish.replicas)) === null) break;
    budget = Math.floor(budget / 2);
  }
  return budget;
}

const bytesOf = (assets: readonly Asset[], budget: number): number =>
  assets.filter((asset) => asset.share > 0).reduce((sum, asset) => sum + maxBytesOf(asset, budget), 0);
