import {
  backoffMs,
  beginCall,
  endCall,
  type Instant,
  isJsonObject,
  type Json,
  type JsonObject,
  NO_CALLS,
  type RateAnswer,
  type RateLimit,
  type RateState,
} from '../../core/index.js';
import type { RateBoard } from '../ports/index.js';
import { decodeObject } from './codec.js';
import { type KvStore, openKv } from './kv-store.js';
import { type Link, pause } from './link.js';
import { RATE_BUCKET, RATE_LIMIT_KEYS, rateLimitKey, rateStateKey } from './subjects.js';

/** A limit that was changed holds everywhere after this time: engines without one are the rule, and ask for every segment. */
const LIMITS_FRESH_MS = 2_000;
/** Nodes that ask in the same moment exclude each other; with so many tries some node has got through each time. */
const TRIES_MAX = 20;
const AGAIN = { firstMs: 5, maxMs: 100 };
const CROWDED_RETRY_MS = 250;

/** The bucket e2a_rates: `limit.<engine>` by people, `state.<engine>` by nodes, fenced by the revision. */
export function jetStreamRates(link: Link): RateBoard {
  return new JetStreamRates(link);
}

class JetStreamRates implements RateBoard {
  private opening: Promise<KvStore> | null = null;
  private known: { readonly limits: ReadonlyMap<string, RateLimit>; readonly readAt: number } | null = null;

  constructor(private readonly link: Link) {}

  async setLimit(engine: string, limit: RateLimit | null): Promise<void> {
    const store = await this.store();
    if (limit === null) await store.erase(rateLimitKey(engine));
    else await store.put(rateLimitKey(engine), encode({ ...limit }));
    this.known = null;
  }

  async limits(): Promise<ReadonlyMap<string, RateLimit>> {
    const store = await this.store();
    const keys = await store.keys(RATE_LIMIT_KEYS);
    const found = await Promise.all(keys.map(async (key) => [key, await store.get(key)] as const));
    return new Map(
      found.flatMap(([key, entry]) => {
        const limit = entry && limitIn(entry.value);
        return limit ? [[key.slice(RATE_LIMIT_KEYS.length - 1), limit] as const] : [];
      }),
    );
  }

  async beginCall(engine: string, call: string, at: Instant): Promise<RateAnswer> {
    const limit = (await this.freshLimits()).get(engine);
    if (limit === undefined) return { granted: true };
    const answer = await this.change(engine, call, (state) => beginCall(state, limit, call, at));
    return answer ?? { granted: false, retryMs: CROWDED_RETRY_MS };
  }

  async endCall(engine: string, call: string): Promise<void> {
    if (!(await this.freshLimits()).has(engine)) return;
    await this.change(engine, call, (state) => ({ answer: null, state: endCall(state, call) }));
  }

  /** Reads, decides, writes if nobody wrote in between. @returns null when others were always faster */
  private async change<T>(
    engine: string,
    call: string,
    decide: (state: RateState) => { readonly answer: T; readonly state: RateState },
  ): Promise<T | null> {
    const store = await this.store();
    for (let tries = 1; tries <= TRIES_MAX; tries++) {
      const entry = await store.get(rateStateKey(engine));
      const before = entry === null ? NO_CALLS : stateIn(entry.value);
      const { answer, state } = decide(before);
      if (isSame(before, state)) return answer;
      const written = await store.compareAndSet(rateStateKey(engine), encode({ ...state }), entry?.revision ?? 0);
      if (written !== null) return answer;
      await pause(backoffMs(tries, AGAIN, call), this.link.closing);
    }
    return null;
  }

  /** Read before the first answer; later read anew while the old ones answer, so that a silent server stops nobody. */
  private async freshLimits(): Promise<ReadonlyMap<string, RateLimit>> {
    if (this.known === null) return await this.readLimits();
    if (performance.now() - this.known.readAt > LIMITS_FRESH_MS) {
      this.known = { ...this.known, readAt: performance.now() };
      void this.readLimits().catch(() => undefined);
    }
    return this.known.limits;
  }

  private async readLimits(): Promise<ReadonlyMap<string, RateLimit>> {
    const limits = await this.limits();
    this.known = { limits, readAt: performance.now() };
    return limits;
  }

  /** At the first use: most clients never ask. */
  private store(): Promise<KvStore> {
    this.opening ??= openKv(this.link, RATE_BUCKET);
    return this.opening;
  }
}

const isSame = (one: RateState, other: RateState): boolean => JSON.stringify(one) === JSON.stringify(other);

const encode = (value: JsonObject): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** What somebody mistyped limits nothing. */
function limitIn(bytes: Uint8Array): RateLimit | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return null;
  const { perMinute, atOnce } = decoded.value;
  return { perMinute: above0(perMinute), atOnce: above0(atOnce) };
}

const above0 = (value: Json | undefined): number | null => (typeof value === 'number' && value > 0 ? value : null);

function stateIn(bytes: Uint8Array): RateState {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return NO_CALLS;
  const { nextAt, calls } = decoded.value;
  const entries = isJsonObject(calls) ? Object.entries(calls) : [];
  const known = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { nextAt: typeof nextAt === 'number' ? nextAt : 0, calls: Object.fromEntries(known) };
}
