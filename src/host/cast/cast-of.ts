import type { Instant } from '../../core/index.js';
import type { CastVoice, VoiceNeed } from './needs.js';

/** A host that speaks one voice, as the decision sees it. */
export interface Member extends CastVoice {
  /** Inference children. */
  readonly slots: number;
  /** `closing` ones still have their children. */
  readonly state: 'opening' | 'open' | 'closing';
  readonly since: Instant;
  /** When work last waited for it; minus infinity: never. */
  readonly neededAt: Instant;
}

/** All that is known when the cast is looked at. */
export interface Stage {
  /** The most urgent first. */
  readonly needs: readonly VoiceNeed[];
  /** The voice that is kept warm when nothing is to do; null: none. */
  readonly usual: CastVoice | null;
  readonly members: readonly Member[];
  /** Voices that this machine lets speak at the same time. */
  readonly slots: number;
  /** Profiles that are not to be tried now: they could not be opened lately, or somebody sent them away. */
  readonly resting: ReadonlySet<string>;
  readonly at: Instant;
}

export type CastOrder =
  | { readonly type: 'start'; readonly voice: CastVoice; readonly slots: number }
  | { readonly type: 'stop'; readonly profile: string };

/** Over the slots of the machine: a warm voice, or one more that has little to say. Its core is shared for a while. */
const EXTRA_CHILDREN = 1;
/** Whose work has ended often has more in a moment: a model takes seconds to open. */
const GIVES_WAY_AFTER_MS = 60_000;
/** A voice holds hundreds of megabytes. */
const LEAVES_AFTER_MS = 10 * 60_000;
/** To change its number of slots a host is closed and opened again: not for every book that comes and goes. */
const RESIZED_AFTER_MS = 60_000;
/** Enough that the first sentence does not wait for the model. */
const WARM_SLOTS = 1;

/** A voice and the slots it should have. */
interface Share {
  readonly need: VoiceNeed;
  readonly slots: number;
}

/**
 * Pure: who is to be started and who is to be stopped, so that every voice that is waited for speaks and the slots of the
 * machine are shared evenly. Together the members never have more than `slots + 1` children, those that close included.
 */
export function castOf(stage: Stage): readonly CastOrder[] {
  const shares = sharesOf(stage);
  const stops = stage.members
    .filter((member) => member.state !== 'closing' && mustStop(member, shares, stage))
    .map(({ profile }) => ({ type: 'stop' as const, profile }));
  return [...stops, ...startsOf(shares, stage)];
}

/** A voice for other languages waits until there is something for it; the others are opened before. */
const isPressing = ({ isSecondary, segments }: VoiceNeed): boolean => !isSecondary || segments > 0;

/** Each gets one while there are slots; what is left goes evenly to those that speak whole books. */
export function sharesOf({ needs, slots, resting }: Stage): readonly Share[] {
  const pressing = needs.filter((need) => isPressing(need) && !resting.has(need.profile));
  const served = pressing.toSorted((a, b) => Number(a.isSecondary) - Number(b.isSecondary));
  const chosen = served.slice(0, slots + EXTRA_CHILDREN);
  const main = chosen.filter(({ isSecondary }) => !isSecondary);
  const growing = main.length > 0 ? main : chosen;
  const left = Math.max(0, slots - chosen.length);
  return chosen.map((need) => ({ need, slots: 1 + extraFor(growing.indexOf(need), growing.length, left) }));
}

/** The first get what does not divide evenly. */
const extraFor = (place: number, among: number, left: number): number =>
  place < 0 ? 0 : Math.floor(left / among) + (place < left % among ? 1 : 0);

function mustStop(member: Member, shares: readonly Share[], stage: Stage): boolean {
  const share = shares.find(({ need }) => need.profile === member.profile);
  if (share === undefined) return isInTheWay(member, shares, stage) || isIdleForLong(member, stage);
  const isSettled = stage.at - member.since >= RESIZED_AFTER_MS;
  if (member.slots > share.slots) return isSettled && missing(shares, stage) > freeIn(stage);
  const more = share.slots - member.slots;
  return more > 0 && more <= freeIn(stage) && (isSettled || share.need.segments === 0);
}

/** Nobody waits for it, and somebody else could use its slots. */
function isInTheWay(member: Member, shares: readonly Share[], stage: Stage): boolean {
  if (missing(shares, stage) <= freeIn(stage)) return false;
  const isOutvoted = stage.needs.some((need) => need.profile === member.profile && isPressing(need));
  if (isOutvoted) return shares.some(({ need }) => slotsOf(need, stage) === 0);
  return stage.at - member.neededAt >= GIVES_WAY_AFTER_MS;
}

/** The usual voice stays, with as much as keeps it warm. */
const isIdleForLong = ({ profile, slots, neededAt }: Member, { usual, at }: Stage): boolean =>
  (profile !== usual?.profile || slots > WARM_SLOTS) && at - neededAt >= LEAVES_AFTER_MS;

/** Slots that voices should have and have not. */
const missing = (shares: readonly Share[], stage: Stage): number =>
  shares.reduce((sum, { need, slots }) => sum + Math.max(0, slots - slotsOf(need, stage)), 0);

const slotsOf = ({ profile }: CastVoice, { members }: Stage): number =>
  members.filter((member) => member.profile === profile).reduce((sum, { slots }) => sum + slots, 0);

const freeIn = ({ members, slots }: Stage): number =>
  slots + EXTRA_CHILDREN - members.reduce((sum, member) => sum + member.slots, 0);

/** Who has no host gets one, as large as there is room; with less than its share it waits for those that are closing. */
function startsOf(shares: readonly Share[], stage: Stage): readonly CastOrder[] {
  const isSomebodyClosing = stage.members.some(({ state }) => state === 'closing');
  const orders: CastOrder[] = [];
  let free = freeIn(stage);
  for (const { need, slots } of [...shares, ...warmShare(shares, stage)]) {
    const given = Math.min(slots, free);
    if (slotsOf(need, stage) > 0 || given < 1 || (given < slots && isSomebodyClosing)) continue;
    const { profile, engine, voice } = need;
    orders.push({ type: 'start', voice: { profile, engine, voice }, slots: given });
    free -= given;
  }
  return orders;
}

/** Last of all, and only where nobody else waits. */
function warmShare(shares: readonly Share[], { usual, resting }: Stage): readonly Share[] {
  const isThere = shares.some(({ need }) => need.profile === usual?.profile);
  if (usual === null || isThere || resting.has(usual.profile)) return [];
  return [{ need: { ...usual, isSecondary: false, segments: 0 }, slots: WARM_SLOTS }];
}
