import type { Client, PublishedEvent } from '../../client/index.js';
import type { Clock, Instant } from '../../core/index.js';
import type { Logger } from '../../telemetry/index.js';
import { type Again, loadPosition, type Position, savePosition } from './position.js';

/** Done with, or to be handled again; those after it wait for it. */
export type Handled = { readonly type: 'done' } | { readonly type: 'again'; readonly at: Instant };

export interface EventHandling {
  /** Of the record that holds the place. */
  readonly name: string;
  /** This process, by a name that it has again after a restart and no other has. */
  readonly holder: string;
  /** Longer than one event takes. */
  readonly leaseMs: number;
  readonly client: Pick<Client, 'records' | 'lastEvent' | 'keptEvents'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** Ends the reading. */
  readonly signal: AbortSignal;
  readonly isWanted: (event: PublishedEvent) => boolean;
  /** What it throws means the same as to be handled again, in a while. @param tries from 1 */
  readonly handle: (event: PublishedEvent, tries: number) => Promise<Handled>;
}

const LOOK_EVERY_MS = 2_000;
/** While another process reads. */
const HELD_LOOK_MS = 5_000;
/** After the cluster did not answer, or handling threw. */
const TROUBLE_MS = 15_000;

/**
 * Handles each wanted event from the first time this was ever called on, in order, until `signal` aborts. An event may
 * be handled twice when a process dies between handling and noting it, never left out while it is kept.
 */
export async function followEvents(handling: EventHandling): Promise<void> {
  const { clock, signal, log } = handling;
  while (!signal.aborted) {
    const waitMs = await readOn(handling).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ error: String(error) }, `${handling.name}: reading events has to wait`);
      return TROUBLE_MS;
    });
    await clock.sleep(waitMs, signal);
  }
  await release(handling).catch(() => undefined);
}

/** @returns when to look again, in milliseconds */
async function readOn(handling: EventHandling): Promise<number> {
  const { client, clock, signal } = handling;
  const position = await hold(handling);
  if (position === null) return HELD_LOOK_MS;
  const last = await client.lastEvent();
  // A history that has not come so far is another one.
  let seq = position.seq > last ? 0 : position.seq;
  if (seq === last) return LOOK_EVERY_MS;
  for await (const event of client.keptEvents(null, { signal, after: seq })) {
    if (handling.isWanted(event)) {
      const again = position.again?.seq === event.seq ? position.again : null;
      if (again !== null && again.at > clock.now()) break;
      if (!(await handleOne(handling, event, { seq, again }))) return LOOK_EVERY_MS;
    }
    seq = event.seq;
  }
  if (seq !== position.seq && !signal.aborted) await note(handling, (now) => ({ ...now, seq: Math.max(seq, now.seq) }));
  return LOOK_EVERY_MS;
}

/** @returns false: it is to be handled again */
async function handleOne(
  handling: EventHandling,
  event: PublishedEvent,
  before: Pick<Position, 'seq' | 'again'>,
): Promise<boolean> {
  await note(handling, (now) => ({ ...now, ...before }));
  const tries = (before.again?.tries ?? 0) + 1;
  const handled = await handling.handle(event, tries).catch((error: unknown): Handled => {
    handling.log.warn({ error: String(error) }, `${handling.name}: an event has to wait`);
    return { type: 'again', at: handling.clock.now() + TROUBLE_MS };
  });
  // Being told to stop is no fault of the event.
  if (handled.type === 'again' && handling.signal.aborted) return false;
  const again: Again | null = handled.type === 'again' ? { seq: event.seq, tries, at: handled.at } : null;
  await note(handling, (now) => ({ ...now, seq: again === null ? event.seq : before.seq, again }));
  return again === null;
}

/** Null: another process reads. */
async function hold({ client, name, holder, leaseMs, clock }: EventHandling): Promise<Position | null> {
  const { position, revision } = await loadPosition(client.records, name);
  const at = clock.now();
  if (position !== null && position.holder !== holder && position.until > at) return null;
  if (position !== null && position.holder === holder && position.until > at + leaseMs / 2) return position;
  const { seq, again } = position ?? { seq: await client.lastEvent(), again: null };
  const held = { seq, again, holder, until: at + leaseMs };
  return (await savePosition(client.records, name, held, revision)) ? held : null;
}

/** Writes the place, and that this process goes on reading. Throws when another has taken over. */
async function note(
  { client, name, holder, leaseMs, clock }: EventHandling,
  change: (position: Position) => Position,
): Promise<void> {
  const { position, revision } = await loadPosition(client.records, name);
  if (position === null || position.holder !== holder) throw new Error('another process reads now');
  const next = { ...change(position), until: clock.now() + leaseMs };
  if (!(await savePosition(client.records, name, next, revision))) throw new Error('another process writes the place');
}

async function release({ client, name, holder, clock }: EventHandling): Promise<void> {
  const { position, revision } = await loadPosition(client.records, name);
  if (position?.holder !== holder) return;
  await savePosition(client.records, name, { ...position, until: clock.now() }, revision);
}
