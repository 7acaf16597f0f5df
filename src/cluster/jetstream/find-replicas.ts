import type { StreamInfo } from '@nats-io/jetstream';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Link } from './link.js';
import { pause } from './link.js';
import { tryStream } from './size-test.js';

/** How many copies of everything there are, and why so many. */
export interface Copies {
  readonly count: number;
  readonly because: string;
}

/** With three copies one server may die, and the other two agree on what is true. */
const SAFE_COPIES = 3;
/** The smallest stream: asked for to learn about servers, not about room. */
const TINY_BYTES = 1024 ** 2;
/** Servers that were started together find each other within this time. */
const GATHER_MS = 10_000;
const ASK_AGAIN_MS = 500;

/**
 * What was asked for, else what is there already, else three where three servers keep them, else one.
 * @param made a stream of the cluster; null when it has to be made
 */
export async function findCopies(link: Link, made: StreamInfo | null, asked: number | undefined): Promise<Copies> {
  if (asked !== undefined) {
    if (made === null) await expectRoomFor(link, asked);
    return { count: asked, because: 'as asked for' };
  }
  if (made !== null) return { count: made.config.num_replicas, because: 'as the cluster was made' };
  const cluster = link.nc.info?.cluster;
  if (cluster === undefined) return { count: 1, because: 'the server stands alone' };
  const refusal = await refusalOf(link, SAFE_COPIES);
  return refusal === null
    ? { count: SAFE_COPIES, because: `the servers of "${cluster}" keep them, and any one of them may die` }
    : { count: 1, because: `"${cluster}" did not take ${SAFE_COPIES}: ${refusal.message}` };
}

async function expectRoomFor(link: Link, copies: number): Promise<void> {
  const refusal = copies > 1 ? await refusalOf(link, copies) : null;
  if (refusal === null) return;
  throw new UserError(
    {
      code: CODES.tooFewServers,
      what: `The NATS server at ${link.nc.getServer()} cannot keep ${copies} copies.`,
      why: refusal.message,
      fix: `Start ${copies} servers as one cluster (config/nats-cluster.conf), or leave --replicas away.`,
    },
    EXIT.unavailable,
  );
}

/** @returns what the server says against so many copies; null when it takes them */
async function refusalOf(link: Link, copies: number): Promise<Error | null> {
  const until = performance.now() + GATHER_MS;
  for (;;) {
    const refusal = await tryStream(link, 'asking for copies', TINY_BYTES, copies);
    const isAlone = link.nc.info?.cluster === undefined;
    if (refusal === null || isAlone || performance.now() >= until) return refusal;
    await pause(ASK_AGAIN_MS, link.closing);
  }
}
