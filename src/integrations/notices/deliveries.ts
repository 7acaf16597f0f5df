import type { RecordBoard } from '../../client/index.js';
import { type Instant, isJsonObject, type Json, type JsonObject } from '../../core/index.js';

/** What became of a notice at one sink. */
export interface Delivery {
  readonly id: string;
  readonly sink: string;
  readonly event: string;
  /** Empty: it is about none. */
  readonly job: string;
  readonly title: string;
  readonly state: 'delivered' | 'waiting' | 'given-up';
  readonly tries: number;
  /** Of the last try. */
  readonly at: Instant;
  /** Why not; null when it was delivered. */
  readonly why: string | null;
}

const NAME = 'notices/deliveries';
/** Deliveries that are kept, of all sinks together. */
const KEPT_MAX = 50;
/** Of a title and a reason: fifty of them stay far below the size of a record. */
const WORDS_MAX = 300;
const TRIES_MAX = 20;
const STATES: readonly Delivery['state'][] = ['delivered', 'waiting', 'given-up'];

/** The last ones, the newest first. */
export const deliveries = async (records: RecordBoard): Promise<readonly Delivery[]> =>
  deliveriesIn((await records.load(NAME))?.value);

/** In the place of what was known of the same notice at the same sink. */
export async function noteDelivery(records: RecordBoard, delivery: Delivery): Promise<void> {
  const { title, why } = delivery;
  const noted = { ...delivery, title: title.slice(0, WORDS_MAX), why: why?.slice(0, WORDS_MAX) ?? null };
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const kept = await records.load(NAME);
    const others = deliveriesIn(kept?.value).filter(({ id, sink }) => id !== delivery.id || sink !== delivery.sink);
    const value: JsonObject = { v: 1, deliveries: [noted, ...others].slice(0, KEPT_MAX).map((one) => ({ ...one })) };
    if (await records.save(NAME, value, kept?.revision ?? null)) return;
  }
  throw new Error('the list of deliveries is being changed all the time');
}

function deliveriesIn(value: Json | undefined): readonly Delivery[] {
  const list = isJsonObject(value) ? value['deliveries'] : undefined;
  return Array.isArray(list) ? list.flatMap((one: Json) => deliveryIn(one) ?? []) : [];
}

function deliveryIn(value: Json): Delivery | null {
  if (!isJsonObject(value)) return null;
  const { id, sink, event, job, title, tries, at, why } = value;
  const state = STATES.find((one) => one === value['state']);
  if (state === undefined || typeof id !== 'string' || typeof sink !== 'string' || typeof event !== 'string')
    return null;
  if (typeof job !== 'string' || typeof title !== 'string' || typeof tries !== 'number' || typeof at !== 'number')
    return null;
  return { id, sink, event, job, title, state, tries, at, why: typeof why === 'string' ? why : null };
}
