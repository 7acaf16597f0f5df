import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LiveNode } from '../../src/host/live-node.js';
import { nodeRecord } from '../support/node-record.js';

describe('a living node', () => {
  it('never says more slots at work than it has, while a clip is stored and the next is begun', async () => {
    const { seenAt: _seenAt, busy: _busy, charactersPerSecond: _speed, state: _state, ...facts } = nodeRecord();
    const live = new LiveNode(facts, () => 'drain');
    const stored = new EventEmitter();
    const speaking = () => live.whileSpeaking(() => once(stored, 'all'));
    const begun = [speaking(), speaking()];
    expect([live.record().busy, live.mayLeave]).toEqual([1, false]);
    stored.emit('all');
    await Promise.all(begun);
    expect([live.record().busy, live.mayLeave]).toEqual([0, true]);
  });

  it('says how much memory its GPU has in use, as soon as that is known', () => {
    const { seenAt: _seenAt, busy: _busy, charactersPerSecond: _speed, state: _state, ...facts } = nodeRecord();
    const memory = { usedBytes: 1, totalBytes: 2 };
    const known = [null, memory];
    const live = new LiveNode(facts, () => 'work', { deviceMemory: () => known.shift() ?? null });
    expect(live.record()).not.toHaveProperty('deviceMemory');
    expect(live.record()).toMatchObject({ deviceMemory: memory });
  });
});
