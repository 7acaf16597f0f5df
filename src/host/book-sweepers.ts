import { bookBehavior, type BookState, isFinalPhase } from '../actors/index.js';
import { type Envelope, isSpeaking, NODE_STALE_MS, type NodeRecord } from '../cluster/ports/index.js';
import type { Sweep, SweptActor } from '../cluster/runtime/index.js';
import { formatAddress, type Instant, type Message, readState } from '../core/index.js';

/** What was under way when a job was removed has ended by then: longer than media work may take. */
const LEFTOVERS_MS = 60 * 60_000;
/** A removed job's numbers are kept for so long: longer than any mail of its waits. */
const TOMBSTONE_MS = 24 * 60 * 60_000;

type BookSweeper = (actor: SweptActor, sweep: Pick<Sweep, 'at'>) => Promise<readonly Envelope[]>;

/**
 * Tells running Books the fleet that speaks their profile, when it is not the one they know.
 * @param nodes as last read; null while nobody has read them: an empty fleet would be a lie
 */
export function fleetSweeper(nodes: () => readonly NodeRecord[] | null): BookSweeper {
  return async (actor, { at }) => {
    const book = bookOf(actor);
    const living = nodes();
    if (living === null || book === null || !('order' in book) || isFinalPhase(book.phase)) return [];
    const fleet = fleetSpeaking(living, book.order.settings.profile, at);
    if (book.slots === fleet.slots && book.nodes === fleet.nodes) return [];
    return [tell(actor, `fleet-${fleet.slots}-${fleet.nodes}`, { type: 'FleetChanged', ...fleet }, at)];
  };
}

/** Hosts that are alive, take work and have slots that speak the profile; and their slots. */
export function fleetSpeaking(
  nodes: readonly NodeRecord[],
  profile: string,
  at: Instant,
): { readonly slots: number; readonly nodes: number } {
  const speaking = nodes.filter((node) => at - node.seenAt < NODE_STALE_MS && isSpeaking(node, profile));
  return { slots: speaking.reduce((sum, node) => sum + node.slots, 0), nodes: speaking.length };
}

/** Wakes tombstones: once for what came after the removal, and at the end of their time. */
export const tombstoneSweeper: BookSweeper = async (actor, { at }) => {
  const book = bookOf(actor);
  if (book?.phase !== 'removed') return [];
  const rests = at - actor.checkpoint.updatedAt < (book.swept ? TOMBSTONE_MS : LEFTOVERS_MS);
  return rests ? [] : [tell(actor, 'tombstone', { type: 'Wake' }, at)];
};

/** A newer host's Books are that host's to look after. */
const bookOf = ({ address, checkpoint }: SweptActor): BookState | null =>
  address.kind === bookBehavior.kind ? readState(bookBehavior, checkpoint) : null;

/** Told twice in one state of the Book, it is told once. */
function tell({ address, checkpoint }: SweptActor, what: string, message: Message, at: Instant): Envelope {
  const id = `${what}:${formatAddress(address)}#${checkpoint.turn}@${checkpoint.updatedAt}`;
  return { id, to: address, schemaVersion: bookBehavior.schemaVersion, sentAt: at, message };
}
