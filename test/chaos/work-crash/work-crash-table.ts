import type { WorkProtection } from './work-protections.js';

/** The lines of a work item's life, as seen at the ports. `half-put`: some of a chapter's audio is stored, not all. */
export const WORK_POINTS = [
  'pulled',
  'looked-up',
  'spoken',
  'before-put',
  'half-put',
  'put',
  'before-post',
  'posted',
  'before-ack',
  'acked',
] as const;
export type WorkPoint = (typeof WORK_POINTS)[number];

/** A segment to be spoken, or a chapter to be joined: a clip is one message, a chapter an object of many. */
export type WorkKind = 'speak' | 'join';

/** What was found when all had settled. */
export interface WorkAftermath {
  /** How often the work itself was done: a segment spoken, a chapter written. */
  readonly done: number;
  /** Messages in the mailbox of whoever asked. */
  readonly outcomes: number;
  /** Whether they name what the store holds. */
  readonly agree: boolean;
  /** Objects that no outcome names, and pieces that no object names. */
  readonly strays: number;
  /** Items nobody has settled. */
  readonly left: number;
}

/** Whoever asked hears once, of what is really there; nothing is left lying about. How often it was done differs from line to line. */
export const UNHARMED = { outcomes: 1, agree: true, strays: 0, left: 0 };

/**
 * One line: the host is killed there, or frozen there past its lease, and another goes on; or it only takes longer
 * than a lease there, while another waits for work.
 */
export interface WorkLine {
  readonly work: WorkKind;
  readonly after: WorkPoint;
  readonly how: 'kill' | 'freeze' | 'slow';
  /** What the next holder does. */
  readonly redelivery: string;
  readonly done: number;
  /** What protects, and what is found without it. */
  readonly protections: Partial<Record<WorkProtection, Partial<WorkAftermath>>>;
}

const LOST = { outcomes: 0, left: 0 };
const TWICE = { outcomes: 2 };

/** `UNHARMED` must hold after every line, and must not without the protections named. */
export const WORK_TABLE: readonly WorkLine[] = [
  {
    work: 'speak',
    after: 'pulled',
    how: 'kill',
    redelivery: 'the item comes again when its lease ends; nothing was done',
    done: 1,
    protections: { 'late-ack': LOST },
  },
  {
    work: 'speak',
    after: 'looked-up',
    how: 'kill',
    redelivery: 'as after pulled',
    done: 1,
    protections: { 'late-ack': LOST },
  },
  {
    work: 'speak',
    after: 'spoken',
    how: 'kill',
    redelivery: 'the segment is spoken again: the sound died with the process',
    done: 2,
    protections: { 'late-ack': LOST },
  },
  {
    work: 'speak',
    after: 'before-put',
    how: 'kill',
    redelivery: 'as after spoken',
    done: 2,
    protections: { 'late-ack': LOST },
  },
  {
    work: 'speak',
    after: 'put',
    how: 'kill',
    redelivery: 'the clip is found, nothing is spoken, the outcome is posted',
    done: 1,
    protections: { 'late-ack': LOST, lookup: { done: 2 } },
  },
  {
    work: 'speak',
    after: 'before-post',
    how: 'kill',
    redelivery: 'as after put',
    done: 1,
    protections: { 'late-ack': LOST, lookup: { done: 2 } },
  },
  {
    work: 'speak',
    after: 'posted',
    how: 'kill',
    redelivery: 'the clip is found; the outcome falls to its publish id',
    done: 1,
    protections: { lookup: { done: 2 }, 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'before-ack',
    how: 'kill',
    redelivery: 'as after posted',
    done: 1,
    protections: { lookup: { done: 2 }, 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'acked',
    how: 'kill',
    redelivery: 'nothing is delivered again',
    done: 1,
    protections: { ack: { left: 1 } },
  },
  {
    work: 'speak',
    after: 'looked-up',
    how: 'freeze',
    redelivery: 'two holders: both speak; the clip of the thawed one is refused, its outcome falls to its publish id',
    done: 2,
    protections: { 'one-clip': { agree: false }, 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'before-put',
    how: 'freeze',
    redelivery: 'as frozen after looked-up',
    done: 2,
    protections: { 'one-clip': { agree: false }, 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'put',
    how: 'freeze',
    redelivery: 'the heir finds the clip of the frozen one; the outcome of the thawed one falls to its publish id',
    done: 1,
    protections: { 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'posted',
    how: 'freeze',
    redelivery: 'the outcome of the heir falls to its publish id; the late ack of the thawed one does no harm',
    done: 1,
    protections: { 'publish-ids': TWICE },
  },
  {
    work: 'speak',
    after: 'looked-up',
    how: 'slow',
    redelivery: 'none: heartbeats keep the item for as long as the host speaks',
    done: 1,
    protections: { beat: { done: 2 } },
  },
  {
    work: 'join',
    after: 'pulled',
    how: 'kill',
    redelivery: 'the item comes again when its lease ends; nothing was done',
    done: 1,
    protections: { 'late-ack': LOST },
  },
  {
    work: 'join',
    after: 'half-put',
    how: 'kill',
    redelivery: 'the chapter is joined and stored again; the pieces of the first are swept away',
    done: 2,
    protections: { 'late-ack': { outcomes: 0 }, sweep: { strays: 1 } },
  },
  {
    work: 'join',
    after: 'put',
    how: 'kill',
    redelivery: 'the chapter is joined again, has the same name, and is not stored again',
    done: 1,
    protections: { 'late-ack': LOST, 'names-by-digest': { done: 2, strays: 1 } },
  },
  {
    work: 'join',
    after: 'posted',
    how: 'kill',
    redelivery: 'as after put; the outcome falls to its publish id',
    done: 1,
    protections: { 'publish-ids': TWICE, 'names-by-digest': { done: 2 } },
  },
  {
    work: 'join',
    after: 'acked',
    how: 'kill',
    redelivery: 'nothing is delivered again',
    done: 1,
    protections: { ack: { left: 1 } },
  },
  {
    work: 'join',
    after: 'half-put',
    how: 'freeze',
    redelivery: 'two holders write one name; one of them stays whole, the pieces of the other are swept away',
    done: 2,
    protections: { sweep: { strays: 1 }, 'publish-ids': TWICE },
  },
];

const VERBS = { kill: 'killed', freeze: 'frozen', slow: 'longer than a lease' } as const;
export const nameOf = (line: WorkLine): string => `${line.work}: ${VERBS[line.how]} after ${line.after}`;
