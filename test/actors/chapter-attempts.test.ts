import { describe, expect, it } from 'vitest';
import { chapterBehavior } from '../../src/actors/index.js';
import { itemsOf, joining, speaking, spoken, start, workFailed } from './chapter-scenes.js';
import { newChapter, tellChapterActor, wordsOf } from './orders.js';

const onTwoNodes = () => tellChapterActor(newChapter(), start(2, 3, 1, { nodes: 2 })).state;

describe('the attempts of a segment', () => {
  it('carry the book’s priority, what lies behind, and the nodes that failed', () => {
    const opened = tellChapterActor(newChapter(), start(2, 3, 1, { priority: 'p0', after: 700 }));
    expect(itemsOf(opened.effects)).toMatchObject([
      { priority: 'p0', attempt: 1, task: { type: 'speak', plan: 'plan-1', segment: 1, attempt: 1, after: 700 } },
      { priority: 'p0', attempt: 1, task: { segment: 2 } },
    ]);
    for (const item of itemsOf(opened.effects)) {
      expect(item.task).not.toHaveProperty('avoid');
      expect(item.task).not.toHaveProperty('second');
    }
    const failed = tellChapterActor(
      opened.state,
      workFailed('0001', 1, 'n1'),
      workFailed('0001', 2, 'n1'),
      workFailed('0002', 1, 'n2'),
    );
    expect(itemsOf(failed.effects).map(({ task }) => task)).toMatchObject([
      { segment: 1, attempt: 2, avoid: ['n1'], failed: 1 },
      { segment: 1, attempt: 3, avoid: ['n1'], failed: 2 },
      { segment: 2, attempt: 4, avoid: ['n2'], failed: 1 },
    ]);
  });

  it('go on until two nodes have failed, where there are two', () => {
    const once = tellChapterActor(
      onTwoNodes(),
      workFailed('0001', 1, 'n1'),
      workFailed('0001', 2, 'n1'),
      workFailed('0001', 3, 'n1'),
    );
    expect(once.state).toMatchObject({ silent: [] });
    const other = tellChapterActor(once.state, workFailed('0001', 4, 'n2'));
    expect(other.state).toMatchObject({ silent: [1], trouble: {} });
    expect(other.effects[0]).toMatchObject({
      args: {
        item: '0001',
        reason: 'Loomings, segment 1: it stuttered (n1); it stuttered (n1); it stuttered (n1); it stuttered (n2)',
        detail: { code: 'E2A-2006', failures: [{ node: 'n1' }, { node: 'n1' }, { node: 'n1' }, { node: 'n2' }] },
      },
    });
  });

  it('that are given up are listed in the order of the book', () => {
    const first = tellChapterActor(
      speaking(),
      workFailed('0002', 1),
      workFailed('0002', 2),
      workFailed('0002', 3),
    ).state;
    expect(
      tellChapterActor(first, workFailed('0001', 1), workFailed('0001', 4), workFailed('0001', 5)).state,
    ).toMatchObject({ phase: 'joining', silent: [1, 2] });
  });

  it('end after six failures, although the other node never had its turn', () => {
    let state = onTwoNodes();
    for (let attempt = 1; attempt <= 5; attempt++) {
      state = tellChapterActor(state, workFailed('0001', attempt)).state;
      expect(state).toMatchObject({ phase: 'speaking', silent: [] });
    }
    expect(tellChapterActor(state, workFailed('0001', 6)).state).toMatchObject({ silent: [1] });
  });

  it('need no second node when the other one has gone', () => {
    const three = tellChapterActor(onTwoNodes(), workFailed('0001', 1), workFailed('0001', 2), workFailed('0001', 3), {
      type: 'SetWindow',
      run: 1,
      window: 3,
      nodes: 1,
    }).state;
    expect(three).toMatchObject({ silent: [] });
    expect(tellChapterActor(three, workFailed('0001', 4)).state).toMatchObject({ silent: [1] });
  });

  it('keep only the beginning of a long complaint', () => {
    const { state } = chapterBehavior.receive(
      speaking(),
      {
        type: 'WorkFailed',
        item: '0001',
        attempt: 1,
        node: 'n1',
        failure: { code: 'E2A-2006', what: 'x'.repeat(5_000) },
      },
      0,
    );
    expect(JSON.stringify(state).length).toBeLessThan(1_000);
  });

  it('of an earlier start are no longer listened to, nor results for what was never asked for', () => {
    const anew = tellChapterActor(speaking(), start(5, 2, 2)).state;
    expect(tellChapterActor(anew, spoken(1, 1))).toEqual({ state: anew, effects: [] });
    expect(tellChapterActor(anew, spoken(4, 2))).toEqual({ state: anew, effects: [] });
    expect(tellChapterActor(anew, spoken(0, 2))).toEqual({ state: anew, effects: [] });
    expect(tellChapterActor(anew, workFailed('0004', 2))).toEqual({ state: anew, effects: [] });
    expect(wordsOf(tellChapterActor(anew, spoken(1, 2)).effects)).toContain('work 0003/2');
  });

  it('take no room while nothing goes wrong', () => {
    const { state } = tellChapterActor(
      newChapter(),
      start(500, 600),
      ...Array.from({ length: 499 }, (_, index) => spoken(index + 1)),
    );
    expect(state).toMatchObject({ phase: 'speaking', trouble: {} });
    expect(JSON.stringify(state).length).toBeLessThan(700);
  });

  it('are found again for a join that had nothing to complain of', () => {
    const { state, effects } = tellChapterActor(joining(), { type: 'ClipsMissing', attempt: 2, segments: [99] });
    expect(state).toMatchObject({ phase: 'joining', attempt: 3 });
    expect(wordsOf(effects)).toContain('work join/3');
  });
});
