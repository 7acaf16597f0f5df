import { describe, expect, it } from 'vitest';
import { slotsOf } from '../../../src/cli/devices/decide-devices.js';
import { planChildren, statusPorts } from '../../../src/cli/node/child-nodes.js';
import { claimNodeName } from '../../../src/cli/node/node-name.js';
import { startLine } from '../../../src/cli/node/start-line.js';
import { watchWork } from '../../../src/cli/node/work-in-hand.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import type { LifecycleEvent } from '../../../src/telemetry/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../../support/node-record.js';
import { fakeProcess } from '../fake-terminal.js';

describe('what a node says first', () => {
  const facts = { node: 'attic', slots: 1, device: 'cpu', server: 'nats://a:4222', speed: null, status: null };

  it.each([
    [
      { ...facts, roles: ['book', 'synth'] as const, profile: { voice: 'joe', engine: 'piper' } },
      'e2a node attic: book and synth, 1 slot on cpu, speaks joe (piper), speed not measured yet, at nats://a:4222. Ctrl+C to leave.\n',
    ],
    [
      {
        ...facts,
        roles: ['synth'] as const,
        slots: 2,
        device: 'NVIDIA L4 (GPU-ab)',
        profile: { voice: 'joe', engine: 'piper' },
        speed: 48.2,
      },
      'e2a node attic: synth, 2 slots on NVIDIA L4 (GPU-ab), speaks joe (piper), 48 × real time in its first sentence, at nats://a:4222. Ctrl+C to leave.\n',
    ],
    [
      { ...facts, roles: ['book'] as const, slots: 0, profile: null, status: 'http://127.0.0.1:7862' },
      'e2a node attic: book, at nats://a:4222, status at http://127.0.0.1:7862/status. Ctrl+C to leave.\n',
    ],
  ])('%#', (given, line) => {
    expect(startLine(given)).toBe(line);
  });
});

describe('the slots of a node', () => {
  const gpu = { type: 'several', gpus: [] } as const;
  it.each([
    [{ type: 'cpu' } as const, 0, 8],
    [{ type: 'cpu' } as const, 3, 3],
    [gpu, 0, 1],
    [gpu, 3, 3],
  ])('%j with --slots %i: %i', (devices, slots, expected) => {
    expect(slotsOf(devices, { slots } as Parameters<typeof slotsOf>[1], 8)).toBe(expected);
  });
});

describe('the nodes of a machine with several GPUs', () => {
  const gpus = [
    { index: 0, uuid: 'GPU-a' },
    { index: 3, uuid: 'GPU-d' },
  ];
  it('are one for each, pinned to its GPU, and named by it', () => {
    expect(planChildren('attic', ['synth'], gpus, ['--grace', '5'], statusPorts(7900, 7861))).toEqual(
      gpus.map(({ index, uuid }, n) => ({
        name: `attic-gpu${index}`,
        args: ['node', '--role', 'synth', '--gpu', uuid, '--status-port', `${7900 + n}`, '--grace', '5'],
        environment: { E2A_NODE: `attic-gpu${index}`, CUDA_VISIBLE_DEVICES: uuid, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' },
      })),
    );
  });

  it('and one more for the books, which needs no GPU', () => {
    const [books, ...voices] = planChildren('attic', ['book', 'synth'], gpus, [], statusPorts(7861, 7861));
    const args = ['node', '--role', 'book', '--gpu', 'none', '--status-port', '7861'];
    expect(books).toMatchObject({ name: 'attic', args });
    expect(voices).toHaveLength(2);
  });

  it.each([
    [7861, '7861'],
    [0, '0'],
    ['off', 'off'],
    [7900, '7902'],
  ] as const)('with the status port %s: the third has %s', (port, third) => {
    expect(statusPorts(port, 7861)(2)).toBe(third);
  });
});

describe('what is in hand', () => {
  const begin = (id: string, task = 'speak'): LifecycleEvent => ({ type: 'work-started', id, task, class: 'media' });
  const finish = (id: string): LifecycleEvent => ({ type: 'work-finished', id, task: 'speak', ms: 1, result: {} });
  const back = (id: string): LifecycleEvent => ({ type: 'work-returned', id, task: 'speak', reason: 'the host stops' });

  it('is what was begun and has not ended', () => {
    const work = watchWork({ emit: () => undefined });
    expect(work.waitingFor()).toBeNull();
    for (const id of ['a', 'b', 'c']) work.telemetry.emit(begin(id));
    work.telemetry.emit(finish('a'));
    work.telemetry.emit(begin('d', 'join'));
    expect(work.waitingFor()).toBe('2 segments and 1 media task (b, c, d)');
    work.telemetry.emit(begin('e'));
    expect(work.waitingFor()).toBe('3 segments and 1 media task (b, c, d, …)');
  });

  it('is told with what was done, when somebody asks', () => {
    const work = watchWork({ emit: () => undefined });
    expect(work.progress()).toBe('nothing is in hand; 0 done since it began');
    for (const id of ['a', 'b']) work.telemetry.emit(begin(id));
    work.telemetry.emit(finish('a'));
    expect(work.progress()).toBe('1 segment (b) in hand; 1 done since it began');
  });

  it('has ended somehow when the node leaves', () => {
    const work = watchWork({ emit: () => undefined });
    for (const id of ['a', 'b', 'c', 'd']) work.telemetry.emit(begin(id));
    work.telemetry.emit(finish('a'));
    work.startCounting();
    expect(work.outcome()).toBe('3 left to be tried again');
    work.telemetry.emit(finish('b'));
    work.telemetry.emit(back('c'));
    work.telemetry.emit(back('never begun'));
    work.telemetry.emit({ type: 'work-retried', id: 'd', task: 'speak', delayMs: 1, reason: 'x', code: 'error' });
    expect(work.outcome()).toBe('1 finished, 1 handed back for another node, 1 left to be tried again');
    expect(watchWork({ emit: () => undefined }).outcome()).toBe('nothing was in hand');
  });
});

describe('the name of a node', () => {
  const clock = createManualClock();
  const scene = (runName: string) => {
    const { surroundings, words } = fakeProcess([], '/nowhere');
    return {
      context: { ...surroundings, runName, clock, signal: surroundings.interruption.signal, finish: () => undefined },
      words,
    };
  };
  type Connected = Parameters<typeof claimNodeName>[0];

  it('is the one that was set, else the machine’s; a second one on a machine says how it is called', async () => {
    const cluster = createMemoryCluster({ clock }) as unknown as Connected;
    const [first, second] = [scene('aaaaaa'), scene('bbbbbb')];
    expect((await claimNodeName(cluster, { nodeName: 'cellar' }, first.context)).name).toBe('cellar');
    const held = await claimNodeName(cluster, { nodeName: null }, first.context);
    expect(held.name).toBe('attic');
    expect((await claimNodeName(cluster, { nodeName: null }, second.context)).name).toBe('attic-bbbbbb');
    expect(second.words.written()).toContain('E2A_NODE');
    await held.release();
    expect((await claimNodeName(cluster, { nodeName: null }, second.context)).name).toBe('attic');
  });

  it('is not that of a living node, whose claim has run out long ago', async () => {
    const cluster = createMemoryCluster({ clock }) as unknown as Connected;
    await cluster.nodes.report(nodeRecord({ node: 'attic', seenAt: clock.now() }));
    expect((await claimNodeName(cluster, { nodeName: null }, scene('cccccc').context)).name).toBe('attic-cccccc');
  });
});
