import type { TurnStep } from '../../../src/cluster/runtime/turn.js';
import type { Protection } from './protections.js';

/** What was found when all had settled. */
export interface Aftermath {
  readonly added: readonly number[];
  /** Notes in the order heard, `<n><half>`. */
  readonly heard: string;
  /** Messages nobody acknowledged. */
  readonly left: number;
  /** Messages the second host recognised as repeated. */
  readonly repeated: number;
  readonly deadLetters: number;
}

/** Each number is added once and in order, each note is heard once and in order, no mail is left. */
export const UNHARMED = { added: [1, 2, 3], heard: '1a 1b 2a 2b 3a 3b', left: 0, deadLetters: 0 };

/** One line: a host is killed, or frozen past its lease, after a step of its first turn; another host goes on. */
export interface CrashLine {
  readonly after: TurnStep;
  readonly how: 'kill' | 'freeze';
  /** What redelivery does. */
  readonly redelivery: string;
  /** How many messages are recognised as repeated; null where the freeze makes it a matter of timing. */
  readonly repeated: number | null;
  /** What protects, and what is found without it. */
  readonly protections: Partial<Record<Protection, Partial<Aftermath>>>;
}

/** `UNHARMED` must hold after every line, and must not without the protections named. */
export const CRASH_TABLE: readonly CrashLine[] = [
  {
    after: 'take',
    how: 'kill',
    redelivery: 'the turn is taken from the start; outside nothing was seen',
    repeated: 0,
    protections: { 'late-ack': { added: [2, 3] } },
  },
  {
    after: 'decode',
    how: 'kill',
    redelivery: 'as after take',
    repeated: 0,
    protections: { 'late-ack': { added: [2, 3] } },
  },
  {
    after: 'load',
    how: 'kill',
    redelivery: 'as after take',
    repeated: 0,
    protections: { 'late-ack': { added: [2, 3] } },
  },
  {
    after: 'receive',
    how: 'kill',
    redelivery: 'as after take: receive has done nothing but think',
    repeated: 0,
    protections: { 'late-ack': { added: [2, 3] } },
  },
  {
    after: 'save',
    how: 'kill',
    redelivery: 'the message is known; its effects are taken from the outbox and performed',
    repeated: 1,
    protections: {
      dedupe: { added: [1, 1, 2, 3] },
      outbox: { heard: '2a 2b 3a 3b' },
      'late-ack': { heard: '2a 2b 3a 3b' },
    },
  },
  {
    after: 'perform-partial',
    how: 'kill',
    redelivery: 'the message is known; all effects are performed, those already seen fall to their publish ids',
    repeated: 1,
    protections: {
      dedupe: { added: [1, 1, 2, 3] },
      outbox: { heard: '1a 2a 2b 3a 3b' },
      'publish-ids': { heard: '1a 1a 1b 2a 2b 3a 3b' },
      'late-ack': { heard: '1a 2a 2b 3a 3b' },
    },
  },
  {
    after: 'perform',
    how: 'kill',
    redelivery: 'the message is known; all effects are performed again and fall to their publish ids',
    repeated: 1,
    protections: { dedupe: { added: [1, 1, 2, 3] }, 'publish-ids': { heard: '1a 1b 1a 1b 2a 2b 3a 3b' } },
  },
  {
    after: 'ack',
    how: 'kill',
    redelivery: 'nothing is delivered again',
    repeated: 0,
    protections: { ack: { added: [1] } },
  },
  {
    after: 'receive',
    how: 'freeze',
    redelivery: 'another host takes the turn and the next ones; the thawed host finds its revision gone and hands back',
    repeated: null,
    protections: { cas: { added: [1] } },
  },
  {
    after: 'save',
    how: 'freeze',
    redelivery: 'another host performs the outbox and goes on; what the thawed host performs falls to its publish ids',
    repeated: null,
    protections: { outbox: { heard: '2a 2b 3a 3b 1a 1b' }, 'publish-ids': { heard: '1a 1b 2a 2b 3a 3b 1a 1b' } },
  },
];

export const nameOf = (line: CrashLine): string => `${line.how === 'kill' ? 'killed' : 'frozen'} after ${line.after}`;
