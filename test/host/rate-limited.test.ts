import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { OutageError } from '../../src/core/index.js';
import { rateLimited } from '../../src/host/rate-limited.js';
import type { Profile, SpeechEngine } from '../../src/speech/index.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';

const utterance = (text: string) => ({ text, seed: 0, speed: 1 });
const never = new AbortController().signal;

describe('an engine with a limit', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  /** Texts whose calls have begun, with the time. */
  let begun: [string, number][];
  let closed = 0;

  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    begun = [];
  });

  const slot = (name: string): SpeechEngine =>
    rateLimited(
      {
        profile: { engine: 'paid' } as Profile,
        estimateSeconds: (text) => text.length,
        close: async () => void closed++,
        speak: async ({ text }, signal) => {
          begun.push([text, clock.now()]);
          await clock.sleep(1_000, signal);
          if (text === 'bad') throw new Error('not today');
          return { pcm: new Float32Array(), sampleRate: 24_000, skipped: [], words: null };
        },
      },
      cluster.rates,
      clock,
      name,
    );
  const advance = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 250) await clock.advance(250);
  };

  it('is the engine itself where there is no limit', async () => {
    const one = slot('a');
    const all = Promise.all(['1', '2', '3'].map((text) => one.speak(utterance(text), never)));
    await advance(1_000);
    await all;
    expect(new Set(begun.map(([, at]) => at)).size).toBe(1);
    expect(one.estimateSeconds('four')).toBe(4);
    await one.close();
    expect(closed).toBe(1);
  });

  it('speaks for all slots together as often as allowed', async () => {
    await cluster.rates.setLimit('paid', { perMinute: 12, atOnce: null });
    const start = clock.now();
    const all = Promise.all(['a', 'b', 'c'].map((name) => slot(name).speak(utterance(name), never)));
    await advance(12_000);
    await all;
    expect(begun.map(([, at]) => at - start)).toEqual([0, 5_000, 10_000]);
  });

  it('gives its turn back when a call has ended, well or badly', async () => {
    await cluster.rates.setLimit('paid', { perMinute: null, atOnce: 1 });
    const failing = expect(slot('a').speak(utterance('bad'), never)).rejects.toThrow('not today');
    const good = slot('b').speak(utterance('good'), never);
    await advance(3_000);
    await failing;
    await good;
    expect(begun.map(([text]) => text)).toEqual(['bad', 'good']);
  });

  it('hands its item back rather than failing it when no turn comes', async () => {
    await cluster.rates.setLimit('paid', { perMinute: null, atOnce: 1 });
    await cluster.rates.beginCall('paid', 'somebody', clock.now());
    const waiting = expect(slot('a').speak(utterance('late'), never)).rejects.toBeInstanceOf(OutageError);
    await advance(245_000);
    await waiting;
    expect(begun).toEqual([]);
  });

  it('counts the waiting of all calls of its item together', async () => {
    await cluster.rates.setLimit('paid', { perMinute: 0.6, atOnce: null });
    const item = slot('a');
    const speakAll = async (): Promise<void> => {
      for (const text of ['1', '2', '3', '4']) await item.speak(utterance(text), never);
    };
    const waiting = expect(speakAll()).rejects.toBeInstanceOf(OutageError);
    await advance(300_000);
    await waiting;
    expect(begun.map(([text]) => text)).toEqual(['1', '2', '3']);
  });

  it('stops waiting when asked to', async () => {
    await cluster.rates.setLimit('paid', { perMinute: null, atOnce: 1 });
    await cluster.rates.beginCall('paid', 'somebody', clock.now());
    const stop = new AbortController();
    const waiting = expect(slot('a').speak(utterance('late'), stop.signal)).rejects.toThrow('enough');
    await clock.advance(100);
    stop.abort(new Error('enough'));
    await clock.advance(250);
    await waiting;
  });
});
