import type { JetStreamAccountStats } from '@nats-io/jetstream';
import type { Asset } from './topology.js';

/** Assumed for a server that names no limit: a small disk's worth. Too much is halved until the server agrees. */
const DEFAULT_BUDGET_BYTES = 16 * 1024 ** 3;
/** Below this no book fits; the server's own sentence is then the better answer. */
export const MIN_BUDGET_BYTES = 64 * 1024 ** 2;
/** Left free for what others store, and for the server's own bookkeeping. */
const USED_PART = 0.95;
/** No asset gets less, or the first message would not fit. */
const FLOOR_BYTES = 1024 ** 2;

/**
 * Bytes that all assets together may reserve: what the caller measured, else the account's limit, else a default.
 * Reserved bytes count once per replica.
 */
export function storageBudget(account: JetStreamAccountStats, replicas: number, measured: number | undefined): number {
  const tier = account.tiers?.[`R${replicas}`];
  const limit = (tier ?? account).limits.max_storage;
  const reserved = (tier ?? account).reserved_storage ?? 0;
  const allowed = limit > 0 ? Math.max(0, limit - reserved) / replicas : Number.POSITIVE_INFINITY;
  const wanted = measured ?? (limit > 0 ? allowed : DEFAULT_BUDGET_BYTES);
  return Math.floor(Math.min(wanted, allowed) * USED_PART);
}

/** `max_bytes` of an asset: reserved at the server, not only capped, so it must fit the budget. */
export function maxBytesOf(asset: Asset, budget: number): number {
  if (asset.share === 0) return asset.capBytes;
  return Math.max(FLOOR_BYTES, Math.min(asset.capBytes, Math.floor(asset.share * budget)));
}
