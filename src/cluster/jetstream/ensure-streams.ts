import type { StreamInfo } from '@nats-io/jetstream';
import { backoffMs, CODES, UserError } from '../../core/index.js';
import { classify, isGone } from './classify.js';
import { findBudget, type StorageWish } from './find-budget.js';
import type { Link } from './link.js';
import { pause } from './link.js';
import { type MakingTurn, NO_TURN, takeTurn } from './making-turn.js';
import { patiently } from './patience.js';
import { maxBytesOf } from './sizes.js';
import { kvStream, LEASE_BUCKET } from './subjects.js';
import type { Asset } from './topology.js';

export interface Streams {
  readonly streams: ReadonlyMap<string, StreamInfo>;
  /** Names of those that were made here. */
  readonly created: readonly string[];
}

/** What is to be there, and how it is made. */
export interface StreamsWish extends StorageWish {
  readonly plan: readonly Asset[];
  /** How long a host that falls silent keeps its turn. */
  readonly turnMs: number;
}

/** Between two looks at what another host is making. */
const LOOK_EVERY_MS = 100;
/** A store that is full for a moment: hosts of older versions take no turns. */
const MAKE_TRIES = 8;
const MAKE_AGAIN = { firstMs: 50, maxMs: 1_000 };

/**
 * Makes the streams of the plan that are missing. One host at a time measures the store and makes them; the others wait
 * for it, no longer than the link's patience, and then go on by themselves.
 * @throws UserError: no room, or this login may not
 */
export async function ensureStreams(link: Link, wish: StreamsWish): Promise<Streams> {
  const until = performance.now() + link.patienceMs;
  const created: string[] = [];
  for (let tries = 1; ; ) {
    const { streams, missing } = await look(link, wish);
    if (missing.length === 0) return { streams, created };
    try {
      created.push(...(await makeSome(link, wish, missing, until)));
    } catch (error) {
      if (hasCode(error, CODES.serverForbidden)) throw lacking(missing, error);
      if (!hasCode(error, CODES.storeFull) || tries === MAKE_TRIES) throw error;
      await pause(backoffMs(tries++, MAKE_AGAIN, link.nc.info?.client_id.toString() ?? ''));
    }
  }
}

interface Standing {
  readonly streams: ReadonlyMap<string, StreamInfo>;
  readonly missing: readonly Asset[];
}

async function look(link: Link, { plan }: StreamsWish): Promise<Standing> {
  const found = await Promise.all(plan.map((asset) => streamInfo(link, asset.config.name)));
  const there = found.filter((info) => info !== null);
  const streams = new Map(there.map((info) => [info.config.name, info]));
  return { streams, missing: plan.filter((asset) => !streams.has(asset.config.name)) };
}

/** First the bucket that turns stand in, for which nothing is measured; then all the rest, in a turn of our own. */
async function makeSome(
  link: Link,
  wish: StreamsWish,
  missing: readonly Asset[],
  until: number,
): Promise<readonly string[]> {
  const ofTurns = missing.filter((asset) => asset.config.name === kvStream(LEASE_BUCKET));
  if (ofTurns.length > 0) return await makeStreams(link, ofTurns, 0);
  const turn = performance.now() < until ? await takeTurn(link, wish.turnMs) : NO_TURN;
  if (turn !== null) return await makeRest(link, wish, turn);
  await pause(LOOK_EVERY_MS, link.closing);
  return [];
}

async function makeRest(link: Link, wish: StreamsWish, turn: MakingTurn): Promise<readonly string[]> {
  try {
    // Who had the turn before us may have made it all.
    const { missing } = await look(link, wish);
    const budget = await findBudget(link, missing, wish, turn);
    await turn.goOn();
    return await makeStreams(link, missing, budget);
  } finally {
    await turn.end();
  }
}

/** Waits for all of them, also when one fails: none may be under way when the next try looks. */
async function makeStreams(link: Link, missing: readonly Asset[], budget: number): Promise<readonly string[]> {
  const made = await Promise.allSettled(missing.map((asset) => makeStream(link, asset, budget)));
  for (const one of made) if (one.status === 'rejected') throw one.reason;
  return missing.map((asset) => asset.config.name);
}

const makeStream = (link: Link, asset: Asset, budget: number): Promise<void> =>
  patiently(link, `making ${asset.config.name}`, () =>
    unlessThere(link.jsm.streams.add({ ...asset.config, max_bytes: maxBytesOf(asset, budget) })),
  );

/** Another host may make the same thing at the same moment, perhaps in another size: theirs stands. */
export async function unlessThere(made: Promise<unknown>): Promise<void> {
  try {
    await made;
  } catch (error) {
    if (classify(error) !== 'conflict') throw error;
  }
}

export const streamInfo = (link: Link, name: string): Promise<StreamInfo | null> =>
  patiently(link, `looking for ${name}`, () => orNull(link.jsm.streams.info(name)));

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** One bucket: the cluster was made by an older e2a. All: nobody has made it yet. */
function lacking(missing: readonly Asset[], cause: UserError): UserError {
  const names = missing.map((asset) => asset.config.name.replace(/^(?:OBJ|KV)_/, ''));
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  const why = `It lacks ${names.slice(0, NAMES_SHOWN).join(', ')}${more}. (${cause.failure.why ?? cause.failure.what})`;
  return new UserError({ ...cause.failure, why }, cause.exitCode, { cause });
}

const NAMES_SHOWN = 3;

export const hasCode = (error: unknown, code: string): error is UserError =>
  error instanceof UserError && error.failure.code === code;
