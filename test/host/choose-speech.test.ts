import { describe, expect, it } from 'vitest';
import type { NodeRecord } from '../../src/cluster/ports/index.js';
import type { WorkItem } from '../../src/core/index.js';
import { LeftItems, speechChooser } from '../../src/host/choose-speech.js';
import { FleetView } from '../../src/host/fleet.js';
import { LiveNode } from '../../src/host/live-node.js';
import type { ChapterPlan } from '../../src/planning/index.js';
import { nodeRecord } from '../support/node-record.js';

const PROFILE = 'a1b2';
const PLAN: ChapterPlan = {
  v: 1,
  chapter: 'ch-001',
  title: 'One',
  kind: 'chapter',
  language: 'en',
  leadSamples: 0,
  tailSamples: 0,
  segments: Array.from({ length: 10 }, (_, n) => ({ key: `k${n}`, characters: 150, utterances: [] })),
};

const speaking = (node: string, charactersPerSecond: number, change: Partial<NodeRecord> = {}): NodeRecord =>
  nodeRecord({ node, charactersPerSecond, profiles: [{ id: PROFILE }], ...change });

const segment = (n: number, task: object = {}): WorkItem => ({
  class: `speech-${PROFILE}`,
  priority: 'p1',
  job: 'alice-0001',
  chapter: 'ch-001',
  item: String(n).padStart(4, '0'),
  attempt: 1,
  replyTo: { kind: 'chapter', job: 'alice-0001', chapter: 'ch-001' },
  task: { type: 'speak', plan: 'plan', segment: n, attempt: 1, ...task },
});

/** A slot of the node `slow`, 15 characters a second, among others. */
async function slotAmong(others: readonly NodeRecord[], slots = 1) {
  const time = { now: 0 };
  const live = new LiveNode(speaking('slow', 0, { slots }), () => 'work');
  live.spoke(150, 10_000);
  const fleet = new FleetView(() => time.now);
  await fleet.refresh({ nodes: { list: async () => others, report: async () => {}, withdraw: async () => {} } });
  const plans = { load: async () => PLAN };
  const house = { profile: PROFILE, live, fleet, plans, left: new LeftItems(), now: () => time.now };
  return { ...speechChooser(house), time, fleet };
}

describe('what a slot does with a segment', () => {
  it('takes it while enough of the book lies behind it', async () => {
    const slot = await slotAmong([speaking('fast', 150)]);
    expect(await slot.choose(segment(10, { after: 10_000 }))).toEqual({ type: 'take', ahead: true });
    expect(slot.mayLookAhead()).toBe(true);
  });

  it('leaves the last ones to a faster one, and asks again', async () => {
    const slot = await slotAmong([speaking('fast', 150)]);
    expect(await slot.choose(segment(10))).toMatchObject({ type: 'leave', nakMs: 0, restMs: 1_500 });
    expect(await slot.choose(segment(5))).toMatchObject({ type: 'leave', restMs: 2_000 });
    expect(await slot.choose(segment(1))).toEqual({ type: 'take', ahead: false });
    expect(slot.mayLookAhead()).toBe(false);
  });

  it('takes the last one when it is alone, or nobody else may or can', async () => {
    const cordoned = speaking('cordoned', 150, { state: 'cordoned' });
    const other = speaking('other', 150, { profiles: [{ id: 'c3d4' }] });
    for (const others of [[], [speaking('slow', 150)], [cordoned, other]]) {
      expect(await (await slotAmong(others)).choose(segment(10))).toMatchObject({ type: 'take' });
    }
  });

  it('counts its own node’s other slots as its equals', async () => {
    const slot = await slotAmong([], 4);
    expect(await slot.choose(segment(10))).toEqual({ type: 'take', ahead: false });
    expect(await slot.choose(segment(1, { after: 450 }))).toEqual({ type: 'take', ahead: true });
  });

  it('knows of nobody when the fleet has not been read for a while', async () => {
    const slot = await slotAmong([speaking('fast', 150)]);
    slot.time.now = 14_999;
    expect(await slot.choose(segment(10))).toMatchObject({ type: 'leave' });
    slot.time.now = 15_000;
    expect(await slot.choose(segment(10))).toMatchObject({ type: 'take' });
  });

  it('leaves what failed here to another node for a while, and to no rest of its own', async () => {
    const slot = await slotAmong([speaking('equal', 15)]);
    expect(await slot.choose(segment(1, { avoid: ['slow'] }))).toMatchObject({
      type: 'leave',
      nakMs: 2_000,
      restMs: 0,
    });
    expect(await slot.choose(segment(1, { avoid: ['slow', 'equal'] }))).toMatchObject({ type: 'take' });
    expect(await (await slotAmong([])).choose(segment(1, { avoid: ['slow'] }))).toMatchObject({ type: 'take' });
  });

  it('does not wait for a faster one that failed it', async () => {
    const slot = await slotAmong([speaking('fast', 150)]);
    expect(await slot.choose(segment(10, { avoid: ['fast'] }))).toMatchObject({ type: 'take' });
  });

  it('takes a second attempt only when it is fast enough', async () => {
    const second = segment(10, { second: true });
    expect(await (await slotAmong([speaking('fast', 150)])).choose(second)).toMatchObject({
      type: 'leave',
      restMs: 2_000,
    });
    expect(await (await slotAmong([speaking('equal', 20)])).choose(second)).toMatchObject({ type: 'take' });
  });

  it('takes in the end what nobody else has taken', async () => {
    const slot = await slotAmong([speaking('fast', 150)]);
    await slot.choose(segment(10));
    slot.time.now = 29_999;
    await slot.fleet.refresh({
      nodes: { list: async () => [speaking('fast', 150)], report: async () => {}, withdraw: async () => {} },
    });
    expect(await slot.choose(segment(10))).toMatchObject({ type: 'leave' });
    slot.time.now = 30_000;
    expect(await slot.choose(segment(9))).toMatchObject({ type: 'leave' });
    expect(await slot.choose(segment(10))).toEqual({ type: 'take', ahead: false });
    expect(await slot.choose(segment(10))).toMatchObject({ type: 'leave' });
  });
});
