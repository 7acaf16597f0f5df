import { type Address, assert, type Behavior, type Instant, type Message, nextHop } from '../../core/index.js';
import type { Envelope } from '../ports/index.js';

/** The actor kinds a host knows: it runs them, or writes to them. */
export type Behaviors = ReadonlyMap<string, Behavior>;

/** Any behavior, seen as one of plain JSON: its own `decode` guards what it is given. */
export type AnyBehavior = { [Key in keyof Behavior]: unknown } & Pick<Behavior, 'kind' | 'schemaVersion'>;

/** The behaviors by kind. The state's type is forgotten here: what comes back from the store is JSON. */
export function behaviorsOf(list: readonly AnyBehavior[]): Behaviors {
  return new Map(list.map((behavior) => [behavior.kind, behavior as Behavior]));
}

/**
 * A message in its envelope, marked with the schema that its receiver has on this host.
 * @param traceparent what it comes of; the message is the next hop of that trace
 */
export function seal(
  behaviors: Behaviors,
  to: Address,
  message: Message,
  id: string,
  sentAt: Instant,
  traceparent?: string,
): Envelope {
  const receiver = behaviors.get(to.kind);
  assert(receiver !== undefined, `this host does not know actors of kind ${to.kind}`);
  const hop = nextHop(traceparent, id);
  const trace = hop === undefined ? {} : { traceparent: hop };
  return { id, to, schemaVersion: receiver.schemaVersion, sentAt, message, ...trace };
}
