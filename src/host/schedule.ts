/** Slots that speak equally fast. */
export interface SlotGroup {
  readonly slots: number;
  /** Of one slot; null until measured. */
  readonly charactersPerSecond: number | null;
}

/** What a slot knows when it is given a segment. Sizes in characters. */
export interface Outlook {
  /** Of the segment in question. */
  readonly characters: number;
  /** Of everything in the book that follows it. */
  readonly behind: number;
  /** Of a usual segment of this book. */
  readonly typical: number;
  /** In characters per second; null until measured. */
  readonly mySpeed: number | null;
  /** All other slots that speak the same profile. */
  readonly fleet: readonly SlotGroup[];
}

/** The others are in the middle of a segment when they are asked about: on average half of one is left. */
const HALF_SPOKEN = 0.5;
/** As many segments of its own must be to come before a slot keeps one in advance: what it keeps is not free for another. */
const SHARE_TO_LOOK_AHEAD = 3;
/** A second attempt of a slot slower than that would seldom come first. */
const SECOND_ATTEMPT_SPEED = 0.5;
/** Whose speed is this near to the fastest takes whatever comes: measured speeds of equals differ by so much, and somebody must. */
const AS_GOOD_AS_FASTEST = 0.75;
/** Halvings of the time looked for: the answer is right to a millionth. */
const HALVINGS = 20;

/**
 * Whether a slot should speak a segment, or leave it to the others: not when they will have finished everything,
 * this segment included, before it would be through. What is not measured yet counts as fast as the asking slot.
 */
export function shouldTake(outlook: Outlook): boolean {
  const { characters, mySpeed, fleet } = outlook;
  const best = fastest(fleet);
  if (mySpeed === null || best === null || mySpeed >= AS_GOOD_AS_FASTEST * best) return true;
  return characters / mySpeed <= othersNeedSeconds(outlook, mySpeed);
}

/** For how long it makes no sense to ask again: then the others should be through. In milliseconds. */
export function standBackMs(outlook: Outlook): number {
  const { mySpeed, fleet } = outlook;
  return mySpeed === null || slotsOf(fleet) === 0 ? 0 : Math.ceil(1000 * othersNeedSeconds(outlook, mySpeed));
}

/** Whether a slot may hold the segment that follows while it still speaks. */
export function mayLookAhead({ behind, typical, mySpeed, fleet }: Outlook): boolean {
  if (slotsOf(fleet) === 0) return true;
  const own = mySpeed ?? fastest(fleet) ?? 1;
  const total = fleet.reduce((sum, group) => sum + group.slots * (group.charactersPerSecond ?? own), own);
  return (behind * own) / total >= SHARE_TO_LOOK_AHEAD * typical;
}

/** Whether a slot is fast enough to race another for a segment. */
export function mayRace({ mySpeed, fleet }: Pick<Outlook, 'mySpeed' | 'fleet'>): boolean {
  const best = fastest(fleet);
  return mySpeed === null || best === null || mySpeed >= SECOND_ATTEMPT_SPEED * best;
}

const slotsOf = (fleet: readonly SlotGroup[]): number => fleet.reduce((sum, { slots }) => sum + slots, 0);

function fastest(fleet: readonly SlotGroup[]): number | null {
  const known = fleet.flatMap(({ slots, charactersPerSecond }) => (slots > 0 ? (charactersPerSecond ?? []) : []));
  return known.length === 0 ? null : Math.max(...known);
}

/** Until the others have spoken this segment and everything behind it, whole segments each, after what they speak now. */
function othersNeedSeconds({ characters, behind, typical, fleet }: Outlook, mySpeed: number): number {
  const speeds = fleet.map(({ slots, charactersPerSecond }) => ({ slots, speed: charactersPerSecond ?? mySpeed }));
  const segments = Math.ceil((behind + characters) / typical);
  const spokenIn = (seconds: number): number =>
    speeds.reduce(
      (sum, { slots, speed }) => sum + slots * Math.max(0, Math.floor((seconds * speed) / typical - HALF_SPOKEN)),
      0,
    );
  let tooShort = 0;
  let enough = ((segments + 1) * typical) / Math.max(...speeds.map(({ speed }) => speed));
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (tooShort + enough) / 2;
    if (spokenIn(middle) >= segments) enough = middle;
    else tooShort = middle;
  }
  return enough;
}
