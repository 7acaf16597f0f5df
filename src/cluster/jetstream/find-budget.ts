import { nuid } from '@nats-io/transport-node';
import { classify } from './classify.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { MIN_BUDGET_BYTES, maxBytesOf, storageBudget } from './sizes.js';
import type { Asset } from './topology.js';

export interface StorageWish {
  readonly replicas: number;
  /** Bytes all of it may reserve; found out from the account when absent. */
  readonly storageBytes?: number | undefined;
}

/**
 * How many bytes the missing assets may share. A server does not tell its own limit to clients, and it reserves what
 * is asked for; so a stream of the whole size is tried first, and half of it when that is too much.
 */
export async function findBudget(link: Link, missing: readonly Asset[], options: StorageWish): Promise<number> {
  if (missing.every((asset) => asset.share === 0)) return 0;
  const account = await patiently(link, 'asking for the limits', () => link.jsm.getAccountInfo());
  let budget = storageBudget(account, options.replicas, options.storageBytes);
  while (budget >= 2 * MIN_BUDGET_BYTES && !(await fits(link, bytesOf(missing, budget), options.replicas))) {
    budget = Math.floor(budget / 2);
  }
  return budget;
}

const bytesOf = (assets: readonly Asset[], budget: number): number =>
  assets.filter((asset) => asset.share > 0).reduce((sum, asset) => sum + maxBytesOf(asset, budget), 0);

/** Tries it with a stream that lives for as long as the answer takes. */
async function fits(link: Link, bytes: number, replicas: number): Promise<boolean> {
  const name = `E2A_SIZE_TEST_${nuid.next()}`;
  const probe = {
    name,
    subjects: [`e2a-size-test.${name}`],
    max_bytes: bytes,
    num_replicas: replicas,
    description: 'e2a: finds out how much may be stored here; gone in a moment',
  };
  return await patiently(link, 'measuring the store', async () => {
    try {
      await link.jsm.streams.add(probe);
    } catch (error) {
      if (classify(error) === 'full') return false;
      throw error;
    }
    await link.jsm.streams.delete(name);
    return true;
  });
}
