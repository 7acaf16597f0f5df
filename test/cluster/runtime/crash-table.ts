import type { TurnStep } from '../../../src/cluster/runtime/turn.js';
import type { Protection } from './protections.js';

/** What may come to harm. */
export type Harm = 'added' | 'heard' | 'left';

/** One line: a host is killed, or frozen past its lease, after a step of its first turn; another host goes on. */
export interface CrashLine {
  readonly after: TurnStep;
  readonly how: 'kill' | 'freeze';
  /** What redelivery does. */
  readonly redelivery: string;
  /** How many messages are recognised as repeated; null where the freeze makes it a matter of timing. */
  readonly repeated: number | null;
  /** What protects, and what comes to harm without it. */
  readonly protections: Partial<Record<Protection, Harm>>;
}

/**
 * Must hold after every line: each number is added once and in order, each note is heard once and in order,
 * no mail is left, nothing is a dead letter.
 */
export const CRASH_TABLE: readonly CrashLine[] = [
  {
    after: 'take',
    how: 'kill',
    redelivery: 'the turn is taken from the start; outside nothing was seen',
    repeated: 0,
    protections: { 'late-ack': 'added' },
  },
  {
    after: 'decode',
    how: 'kill',
    redelivery: 'as after take',
    repeated: 0,
    protections: { 'late-ack': 'added' },
  },
  {
    after: 'load',
    how: 'kill',
    redelivery: 'as after take',
    repeated: 0,
    protections: { 'late-ack': 'added' },
  },
  {
    after: 'receive',
    how: 'kill',
    redelivery: 'as after take: receive has done nothing but think',
    repeated: 0,
    protections: { 'late-ack': 'added' },
  },
  {
    after: 'save',
    how: 'kill',
    redelivery: 'the message is known; its effects are taken from the outbox and performed',
    repeated: 1,
    protections: { dedupe: 'added', outbox: 'heard', 'late-ack': 'heard' },
  },
  {
    after: 'perform-partial',
    how: 'kill',
    redelivery: 'the message is known; all effects are performed, those already seen fall to their publish ids',
    repeated: 1,
    protections: { dedupe: 'added', outbox: 'heard', 'publish-ids': 'heard', 'late-ack': 'heard' },
  },
  {
    after: 'perform',
    how: 'kill',
    redelivery: 'the message is known; all effects are performed again and fall to their publish ids',
    repeated: 1,
    protections: { dedupe: 'added', 'publish-ids': 'heard' },
  },
  {
    after: 'ack',
    how: 'kill',
    redelivery: 'nothing is delivered again',
    repeated: 0,
    protections: { ack: 'left' },
  },
  {
    after: 'receive',
    how: 'freeze',
    redelivery: 'another host takes the turn and the next ones; the thawed host finds its revision gone and hands back',
    repeated: null,
    protections: { cas: 'added' },
  },
  {
    after: 'save',
    how: 'freeze',
    redelivery: 'another host performs the outbox and goes on; what the thawed host performs falls to its publish ids',
    repeated: null,
    protections: { outbox: 'heard', 'publish-ids': 'heard' },
  },
];

export const nameOf = (line: CrashLine): string => `${line.how === 'kill' ? 'killed' : 'frozen'} after ${line.after}`;
