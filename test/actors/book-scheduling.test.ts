import { describe, expect, it } from 'vitest';
import type { BookMessage, BookState } from '../../src/actors/index.js';
import { completed, fleet, joined, mastering, progressed, read, reading, toldTo, failed } from './books.js';
import { createPretendCluster } from './pretend-cluster.js';
import { tellBookActor, wordsOf } from './orders.js';

const opened = (...segments: number[]): BookState => tellBookActor(reading(), read(segments)).state;

describe('what a chapter is started with', () => {
  it('is the window, the nodes, the priority and how much of the book comes after it', () => {
    const { effects } = tellBookActor(reading(), fleet(4, 3), read([2, 3, 4]));
    expect(toldTo(effects, 'StartChapter')).toMatchObject([
      { window: 12, nodes: 3, priority: 'p1', after: 700 },
      { window: 12, nodes: 3, priority: 'p1', after: 400 },
      { window: 12, nodes: 3, priority: 'p1', after: 0 },
    ]);
  });

  it('counts only what is still to be spoken', () => {
    const before = tellBookActor(opened(9, 2, 3), failed('ch-002'), joined('ch-003')).state;
    const restarted = tellBookActor(before, joined('ch-001', [1]));
    expect(restarted.state.phase).toBe('mastering');
    const { effects } = tellBookActor(reading(), read([9, 9, 9]), failed('ch-002'), progressed('ch-001', 5, 500));
    expect(toldTo(effects, 'StartChapter').map((message) => message['after'])).toEqual([1800, 0]);
  });
});

describe('a fleet that changes', () => {
  it('is told to open chapters when slots or nodes are others', () => {
    const before = tellBookActor(opened(90), fleet(4, 1)).state;
    const told = (message: BookMessage) => toldTo(tellBookActor(before, message).effects, 'SetWindow');
    expect(told(fleet(8, 1))).toEqual([{ type: 'SetWindow', run: 1, window: 24, nodes: 1 }]);
    expect(told(fleet(4, 2))).toEqual([{ type: 'SetWindow', run: 1, window: 12, nodes: 2 }]);
    expect(told(fleet(4, 1))).toEqual([]);
    expect(told(fleet(900, 90))).toMatchObject([{ window: 600 }]);
  });

  it('is noted where nobody speaks, and no news to a book that is over', () => {
    expect(tellBookActor(mastering(), fleet(3, 2))).toMatchObject({ state: { slots: 3, nodes: 2 }, effects: [] });
    expect(tellBookActor(completed(), fleet(3, 2)).state).toEqual(completed());
  });
});

describe('the end of a book', () => {
  it('is near as soon as every chapter has asked for all its segments; those still spoken are told once', () => {
    const before = opened(3, 3);
    const first = tellBookActor(before, progressed('ch-001', 1, 100, 3));
    expect(wordsOf(first.effects)).toEqual([]);
    const second = tellBookActor(first.state, progressed('ch-002', 1, 100, 3));
    expect(second.effects).toMatchObject([
      { to: { chapter: 'ch-001' }, message: { type: 'Hurry', run: 1 } },
      { to: { chapter: 'ch-002' }, message: { type: 'Hurry', run: 1 } },
    ]);
    expect(tellBookActor(second.state, progressed('ch-002', 2, 200, 3)).effects).toEqual([]);
  });

  it('comes, too, when the last chapter that had not asked for all joins or fails', () => {
    for (const last of [joined('ch-002'), failed('ch-002')]) {
      const { effects } = tellBookActor(opened(3, 3), progressed('ch-001', 1, 100, 3), last);
      expect(wordsOf(effects).filter((words) => words.startsWith('tell'))).toEqual(['tell ch-001 Hurry']);
    }
  });

  it('is not near while a chapter waits', () => {
    const before = tellBookActor(opened(9, 9), progressed('ch-001', 1, 100, 9));
    expect(wordsOf(before.effects)).toEqual([]);
  });

  it('is told when the book is resumed, if it came near while it was paused', () => {
    const { state, effects } = tellBookActor(opened(3), { type: 'PauseBook' }, progressed('ch-001', 1, 100, 3));
    expect(wordsOf(effects)).not.toContain('tell ch-001 Hurry');
    expect(wordsOf(tellBookActor(state, { type: 'ResumeBook' }).effects)).toContain('tell ch-001 Hurry');
  });
});

describe('books that share a fleet', () => {
  const SLOTS = 4;
  const WINDOW = 3 * SLOTS;
  const LONG = Array.from({ length: 12 }, () => 25);

  it('get equal shares, however long they are and whoever came first', () => {
    const cluster = createPretendCluster(SLOTS);
    cluster.submit('long', LONG);
    cluster.speakUntil(() => cluster.spoken('long') >= 60);
    for (const name of ['second', 'third']) cluster.submit(name, [4, 30, 4, 30, 7]);
    const before = cluster.spoken('long');
    cluster.speakUntil(() => cluster.spoken('third') >= 60);
    const shares = [cluster.spoken('long') - before, cluster.spoken('second'), cluster.spoken('third')];
    // What lay in the queue when they came is the first book's: one window.
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(2 * WINDOW);
    cluster.speakUntil(() => cluster.isIdle());
    expect(cluster.phases()).toEqual({ long: 'completed', second: 'completed', third: 'completed' });
  });

  it('never lay more than a window of one book into the queue, and never less while there is more', () => {
    const cluster = createPretendCluster(SLOTS);
    cluster.submit('long', LONG);
    const depths: number[] = [];
    cluster.speakUntil(() => {
      depths.push(cluster.inFlight('long'));
      return cluster.spoken('long') >= 200;
    });
    expect(Math.max(...depths)).toBeLessThanOrEqual(2 * WINDOW);
    expect(Math.min(...depths)).toBeGreaterThanOrEqual(SLOTS);
  });

  it('are overtaken by a preview of the highest priority', () => {
    const cluster = createPretendCluster(SLOTS);
    cluster.submit('long', LONG);
    cluster.submit('other', LONG);
    cluster.speakUntil(() => cluster.spoken('other') >= 20);
    const before = cluster.spoken('long') + cluster.spoken('other');
    cluster.submit('preview', [10], 'p0');
    cluster.speakUntil(() => cluster.phases()['preview'] === 'completed');
    expect(cluster.spoken('long') + cluster.spoken('other') - before).toBeLessThanOrEqual(2 * SLOTS);
  });
});
