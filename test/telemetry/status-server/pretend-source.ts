import { Metrics } from '../../../src/telemetry/metrics/index.js';
import type { NodeNow, ReadyPart, StatusSource } from '../../../src/telemetry/status-server/index.js';

export const NODE_NOW: NodeNow = {
  state: 'ready',
  slots: 4,
  busy: 1,
  device: 'cpu',
  engine: 'hibari',
  voice: 'heart',
  charactersPerSecond: 120,
};
export const FINE: readonly ReadyPart[] = [{ name: 'nats', ok: true, says: 'connected' }];

export const pretendSource = (more: Partial<StatusSource> = {}): StatusSource => ({
  node: 'attic',
  version: '1.2.3',
  roles: ['synth'],
  startedAt: 0,
  now: () => 90_000,
  standing: () => NODE_NOW,
  doing: () => [],
  deviceMemory: async () => null,
  readyParts: async () => FINE,
  metrics: new Metrics(['node']),
  ...more,
});
