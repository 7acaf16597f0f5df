import { describe, expect, it } from 'vitest';
import { createGoneNodes } from '../../src/web/gone-nodes.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function scene() {
  const clock = createManualClock();
  const gone = createGoneNodes(clock);
  const node = (name: string, more = {}) => nodeRecord({ node: name, seenAt: clock.now(), ...more });
  return { clock, node, look: (...living: ReturnType<typeof node>[]) => gone.look(living).map((one) => one.node) };
}

describe('nodes that went', () => {
  it('are shown until they come back, the latest first', async () => {
    const { clock, node, look } = scene();
    expect(look(node('attic'), node('cellar'), node('study'))).toEqual([]);
    expect(look(node('cellar'), node('study'))).toEqual(['attic']);
    await clock.advance(MINUTE_MS);
    expect(look(node('study'), node('cellar'))).toEqual(['attic']);
    expect(look(node('study'))).toEqual(['cellar', 'attic']);
    expect(look(node('attic'), node('study'))).toEqual(['cellar']);
  });

  it('are nobody’s trouble when they were told to leave', () => {
    const { node, look } = scene();
    look(node('attic', { state: 'draining' }), node('cellar', { state: 'cordoned' }));
    expect(look()).toEqual(['cellar']);
  });

  it('are history after an hour, and never fill the page', async () => {
    const { clock, node, look } = scene();
    look(...Array.from({ length: 50 }, (_, i) => node(`n${i}`)));
    expect(look()).toHaveLength(20);
    await clock.advance(HOUR_MS);
    expect(look()).toEqual([]);
  });
});
