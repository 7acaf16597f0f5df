import type { ConsumerInfo } from '@nats-io/jetstream';
import type { Priority } from '../../core/index.js';
import { PRIORITIES } from '../../core/index.js';
import { isGone } from './classify.js';
import { unlessThere } from './ensure-streams.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { MAIL_STREAM, WORK_STREAM, workClassOf } from './subjects.js';
import type { LeaseTimes } from './topology.js';
import { mailConsumer, workConsumer } from './topology.js';

/**
 * Makes everything that was delivered but not acknowledged deliverable at once, by making its consumers anew.
 * Only for who knows that nobody else is at work: after a kill of everything, nobody holds a lease.
 * @returns how many messages were freed
 */
export async function releaseLeases(link: Link, leases: LeaseTimes): Promise<number> {
  const freed = await Promise.all([MAIL_STREAM, WORK_STREAM].map((stream) => releaseStream(link, stream, leases)));
  return freed.reduce((sum, one) => sum + one, 0);
}

async function releaseStream(link: Link, stream: string, leases: LeaseTimes): Promise<number> {
  const consumers = await patiently(link, `listing the consumers of ${stream}`, () => listConsumers(link, stream));
  const holding = consumers.filter((info) => info.num_ack_pending > 0);
  await Promise.all(holding.map((info) => renew(link, stream, info, leases)));
  return holding.reduce((sum, info) => sum + info.num_ack_pending, 0);
}

async function listConsumers(link: Link, stream: string): Promise<ConsumerInfo[]> {
  const all: ConsumerInfo[] = [];
  for await (const info of link.jsm.consumers.list(stream)) all.push(info);
  return all;
}

/** A crash between the two steps is healed by the next start (mail) or the next offer (work). */
async function renew(link: Link, stream: string, info: ConsumerInfo, leases: LeaseTimes): Promise<void> {
  const config = planOf(info, leases);
  if (config === null) return;
  await patiently(link, `releasing ${info.name}`, async () => {
    await link.jsm.consumers.delete(stream, info.name).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    await unlessThere(link.jsm.consumers.add(stream, config));
  });
}

/** The plan of a consumer of ours, from its filter; null for one that somebody else made. */
function planOf(info: ConsumerInfo, leases: LeaseTimes) {
  const [, kind, first, second] = (info.config.filter_subject ?? '').split('.');
  if (!first || !second) return null;
  if (kind === 'mail') return mailConsumer(first, Number(second), leases);
  const priority = PRIORITIES.find((one): one is Priority => one === second);
  const workClass = workClassOf(first);
  return priority && workClass ? workConsumer(workClass, priority, leases) : null;
}
