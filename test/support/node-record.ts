import type { NodeRecord } from '../../src/cluster/ports/index.js';

/** A node as it would say of itself, but for what a test says otherwise. */
export const nodeRecord = (change: Partial<NodeRecord> = {}): NodeRecord => ({
  node: 'box-1',
  host: 'box.home',
  version: '1.2.3',
  roles: ['synth'],
  slots: 1,
  busy: 0,
  device: 'cpu',
  readsWith: [],
  profiles: [],
  charactersPerSecond: null,
  state: 'ready',
  startedAt: 0,
  seenAt: 0,
  ...change,
});
