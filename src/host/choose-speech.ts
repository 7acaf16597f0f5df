import type { NodeRecord } from '../cluster/ports/index.js';
import type { Choice } from '../cluster/runtime/index.js';
import { type Instant, type WorkItem, workId } from '../core/index.js';
import type { ChapterPlan } from '../planning/index.js';
import { type FleetView, slotGroups } from './fleet.js';
import type { LiveNode } from './live-node.js';
import { type SpeakTask, speakTask } from './performers/speak-task.js';
import type { PlanShelf } from './plan-shelf.js';
import { mayLookAhead, mayRace, type Outlook, type SlotGroup, shouldTake, standBackMs } from './schedule.js';

/** A segment that failed here waits so long for another node. */
const AVOIDED_NAK_MS = 2_000;
/** A slot that stands back asks again after this at most: by then a faster one may have fallen silent. */
const MOST_REST_MS = 2_000;
/** Handed back and asked for again more often than this, an item would only wander between slow slots. */
const LEAST_REST_MS = 200;
/** However the fleet looks: an item that was left here this long ago and is still there is taken. */
const PATIENCE_MS = 30_000;
/** Items left here that are remembered. */
const REMEMBERED = 1_000;

/** When each item was first left to others, by any slot of this host. */
export class LeftItems {
  private readonly since = new Map<string, Instant>();

  /** @returns when it was first left: now, unless it was before */
  note(id: string, at: Instant): Instant {
    const since = this.since.get(id) ?? at;
    this.since.set(id, since);
    for (const oldest of this.since.keys()) {
      if (this.since.size <= REMEMBERED) break;
      this.since.delete(oldest);
    }
    return since;
  }

  forget(id: string): void {
    this.since.delete(id);
  }
}

interface ChooserHouse {
  readonly profile: string;
  readonly live: LiveNode;
  readonly fleet: FleetView;
  readonly plans: PlanShelf;
  readonly left: LeftItems;
  now(): Instant;
}

/** Which segments a slot takes, and whether it may hold one in advance. */
export interface SpeechChooser {
  choose(item: WorkItem): Promise<Choice>;
  mayLookAhead(): boolean;
}

export function speechChooser(house: ChooserHouse): SpeechChooser {
  let size: BookSize | null = null;
  return {
    async choose(item) {
      const task = speakTask.parse(item.task);
      size = sizeOf(task, await house.plans.load(task.plan));
      const choice = chooseSpeech(task, outlookOf(size, task.avoid, house), receptionOf(task.avoid, house));
      return patient(workId(item), choice, house);
    },
    mayLookAhead: () => size === null || mayLookAhead(outlookOf(size, [], house)),
  };
}

/** Sizes in characters. */
type BookSize = Pick<Outlook, 'characters' | 'behind' | 'typical'>;

function sizeOf({ segment, after }: SpeakTask, { segments }: ChapterPlan): BookSize {
  const sum = (list: ChapterPlan['segments']): number => list.reduce((total, { characters }) => total + characters, 0);
  return {
    characters: segments[segment - 1]?.characters ?? 0,
    behind: sum(segments.slice(segment)) + after,
    typical: Math.max(1, sum(segments) / Math.max(1, segments.length)),
  };
}

/** Who failed a segment is no help with it. */
function outlookOf(size: BookSize, avoid: readonly string[], house: ChooserHouse): Outlook {
  const { slots } = house.live.facts;
  const mySpeed = house.live.charactersPerSecond;
  const beside: readonly SlotGroup[] = [{ slots: Math.max(0, slots - 1), charactersPerSecond: mySpeed }];
  return { ...size, mySpeed, fleet: [...beside, ...slotGroups(othersThan(avoid, house))] };
}

/** How a segment is received on this node: `avoided` when it failed here, and there is a node where it did not. */
type Reception = 'welcome' | 'avoided';

function receptionOf(avoid: readonly string[], house: ChooserHouse): Reception {
  return avoid.includes(house.live.facts.node) && othersThan(avoid, house).length > 0 ? 'avoided' : 'welcome';
}

/** The other nodes that speak this profile and have not failed the segment. */
const othersThan = (avoid: readonly string[], { live, fleet, profile }: ChooserHouse): readonly NodeRecord[] =>
  fleet.othersSpeaking(profile, live.facts.node).filter(({ node }) => !avoid.includes(node));

/** Pure: what a slot does with a segment, as things look. */
export function chooseSpeech(task: Pick<SpeakTask, 'second'>, outlook: Outlook, reception: Reception): Choice {
  if (reception === 'avoided')
    return { type: 'leave', reason: 'it failed here, another node can try', nakMs: AVOIDED_NAK_MS, restMs: 0 };
  if (task.second && !mayRace(outlook))
    return { type: 'leave', reason: 'too slow for a second attempt', nakMs: 0, restMs: MOST_REST_MS };
  if (!task.second && !shouldTake(outlook)) {
    const restMs = Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, standBackMs(outlook)));
    return { type: 'leave', reason: 'the others are through before', nakMs: 0, restMs };
  }
  return { type: 'take', ahead: mayLookAhead(outlook) };
}

function patient(id: string, choice: Choice, { left, now }: ChooserHouse): Choice {
  const at = now();
  if (choice.type === 'leave' && at - left.note(id, at) < PATIENCE_MS) return choice;
  left.forget(id);
  return choice.type === 'take' ? choice : { type: 'take', ahead: false };
}
