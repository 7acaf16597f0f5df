import { beforeEach, describe, expect, it } from 'vitest';
import { RetryableError } from '../../../src/core/index.js';
import { createRightOfWay, type RightOfWay } from '../../../src/host/interactive/index.js';
import type { Speech, SpeechEngine } from '../../../src/speech/index.js';
import { createManualClock, type ManualClock, settle } from '../../cluster/runtime/manual-clock.js';
import { waitingProfile } from '../waiting-engine.js';

const SOUND: Speech = { pcm: new Float32Array(), sampleRate: 24_000, skipped: [], words: null };
const NEVER = new AbortController().signal;
/** Longer than a core is kept for the next sentence. */
const LATER_MS = 1_000;

interface Gate {
  open(): void;
  fail(error: Error): void;
}

describe('the right of way of whoever waits for a sentence', () => {
  let clock: ManualClock;
  /** Utterances under way, in the order in which they began. */
  let begun: Map<string, Gate>;

  beforeEach(() => {
    clock = createManualClock();
    begun = new Map();
  });

  /** Says a text until its gate is opened. */
  const engine = (): SpeechEngine => ({
    profile: waitingProfile('gated'),
    estimateSeconds: (text) => text.length,
    close: async () => void begun.set('closed', { open: () => undefined, fail: () => undefined }),
    speak: ({ text }) =>
      new Promise((resolve, reject) => {
        const end = (then: () => void): void => {
          begun.delete(text);
          then();
        };
        begun.set(text, { open: () => end(() => resolve(SOUND)), fail: (error) => end(() => reject(error)) });
      }),
  });

  const say = (slot: SpeechEngine, text: string, signal = NEVER) => slot.speak({ text, seed: 0, speed: 1 }, signal);
  const sayAll = (way: RightOfWay, texts: string): readonly Promise<Speech>[] =>
    texts.split(' ').map((text) => say(way.standingBack(engine()), text));
  const underWay = async (): Promise<string> => {
    await settle();
    return [...begun.keys()].join(' ');
  };
  const end = async (text: string): Promise<string> => {
    begun.get(text)?.open();
    return underWay();
  };
  /** Somebody who waits until told to go. */
  const somebody = (way: RightOfWay): (() => Promise<void>) => {
    const leaving = new AbortController();
    const waited = way.first(() => new Promise<void>((go) => leaving.signal.addEventListener('abort', () => go())));
    return async () => {
      leaving.abort();
      await waited;
    };
  };

  it('is nobody’s while nobody waits: slots speak as if it were not there', async () => {
    const way = createRightOfWay(2, clock);
    const all = sayAll(way, 'a b c');
    expect(await underWay()).toBe('a b c');
    for (const text of ['a', 'b', 'c']) await end(text);
    expect(await Promise.all(all)).toEqual([SOUND, SOUND, SOUND]);
    const slot = way.standingBack(engine());
    expect([slot.profile.id, slot.estimateSeconds('four')]).toEqual(['gated', 4]);
    await slot.close();
    expect(await underWay()).toBe('closed');
  });

  it('leaves books all cores but one, in the order in which their slots asked', async () => {
    const way = createRightOfWay(4, clock);
    const go = somebody(way);
    void sayAll(way, 'a b c d e');
    expect(await underWay()).toBe('a b c');
    expect(await end('b')).toBe('a c d');
    expect(await end('a')).toBe('c d e');
    await go();
  });

  it('takes nothing from a slot: what has begun when somebody comes is ended, and only then another begins', async () => {
    const way = createRightOfWay(2, clock);
    void sayAll(way, 'a b');
    const go = somebody(way);
    void sayAll(way, 'c d');
    expect(await underWay()).toBe('a b');
    expect(await end('a')).toBe('b');
    expect(await end('b')).toBe('c');
    expect(await end('c')).toBe('d');
    await go();
  });

  it('is kept a quarter of a second for the next sentence, then all slots go on', async () => {
    const way = createRightOfWay(2, clock);
    const go = somebody(way);
    void sayAll(way, 'a b c');
    await go();
    await clock.advance(249);
    expect(await underWay()).toBe('a');
    await clock.advance(1);
    expect(await underWay()).toBe('a b c');
  });

  it('lasts as long as anybody waits, and ends with an error too', async () => {
    const way = createRightOfWay(2, clock);
    const go = somebody(way);
    const failing = way.first(() => Promise.reject(new Error('no such voice')));
    await expect(failing).rejects.toThrow('no such voice');
    expect(await way.first(async () => 'sound')).toBe('sound');
    void sayAll(way, 'a b');
    await clock.advance(LATER_MS);
    expect(await underWay()).toBe('a');
    await go();
    await clock.advance(LATER_MS);
    expect(await underWay()).toBe('a b');
  });

  it('starves no slot, however long the flood: each is held for one utterance of every other at most', async () => {
    const way = createRightOfWay(2, clock);
    const go = somebody(way);
    const said: string[] = [];
    const slots = ['a', 'b', 'c'].map((name) => ({ name, slot: way.standingBack(engine()), n: 0 }));
    const leaving = new AbortController();
    const running = slots.map(async (one) => {
      while (!leaving.signal.aborted) {
        await say(one.slot, `${one.name}${++one.n}`);
        said.push(one.name);
      }
    });
    for (let round = 0; round < 30; round++) await end(await underWay());
    expect(said.join('')).toBe('abc'.repeat(10));
    leaving.abort();
    await go();
    await clock.advance(LATER_MS);
    for (const gate of begun.values()) gate.open();
    await Promise.all(running);
  });

  it('is not asked for on a machine with one core: its books would stop', async () => {
    const way = createRightOfWay(1, clock);
    const go = somebody(way);
    void sayAll(way, 'a b');
    expect(await underWay()).toBe('a');
    expect(await end('a')).toBe('b');
    await go();
  });

  it('does not hold who is told to stop, nor keeps a place for him', async () => {
    const way = createRightOfWay(2, clock);
    const go = somebody(way);
    const stop = new AbortController();
    void sayAll(way, 'a');
    const held = say(way.standingBack(engine()), 'b', stop.signal);
    void sayAll(way, 'c');
    await settle();
    stop.abort(new Error('cancelled'));
    await expect(held).rejects.toThrow('cancelled');
    await expect(say(way.standingBack(engine()), 'd', stop.signal)).rejects.toThrow('cancelled');
    expect(await end('a')).toBe('c');
    await go();
  });

  it('passes on from a slot whose child dies, also from one that died while it was held', async () => {
    const way = createRightOfWay(2, clock);
    const go = somebody(way);
    const closed: SpeechEngine = { ...engine(), speak: () => Promise.reject(new RetryableError('it has died', 0)) };
    const [dying] = sayAll(way, 'a');
    const dead = say(way.standingBack(closed), 'b');
    const outcomes = Promise.allSettled([dying, dead]);
    void sayAll(way, 'c');
    await settle();
    begun.get('a')?.fail(new RetryableError('killed', 0));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await underWay()).toBe('c');
    await go();
  });
});
