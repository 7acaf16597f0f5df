import { describe, expect, it } from 'vitest';
import { topDocument, topLines } from '../../../src/cli/render/top.js';
import { textWidth } from '../../../src/cli/render/width.js';
import { type ClusterLook, clusterLooks } from '../../../src/cli/top/look.js';
import type { Client } from '../../../src/client/index.js';
import { jobStatusWith } from '../../support/job-status.js';
import { nodeRecord } from '../../support/node-record.js';

const LOOK: ClusterLook = {
  at: 10_000_000,
  nodes: [
    nodeRecord({ node: 'fast', slots: 2, busy: 2, device: 'NVIDIA H100 (GPU-abcdef)', charactersPerSecond: 150 }),
    nodeRecord({ node: 'desk', slots: 2, busy: 0, state: 'cordoned', charactersPerSecond: 30 }),
    nodeRecord({ node: 'books', slots: 0, roles: ['book'] }),
  ],
  queue: [{ class: 'media', priority: 'p1', waiting: 3, leased: 1, redelivered: 0, oldestAt: 9_990_000 }],
  jobs: [
    { status: jobStatusWith({}), secondsLeft: 600 },
    { status: jobStatusWith({ job: 'b-tale-1234', waitingFor: 'a node that speaks joe' }), secondsLeft: null },
  ],
};
const PIPE = { paintHeading: (text: string) => text, columns: Number.POSITIVE_INFINITY };

describe('the screen of cluster top', () => {
  it('shows the sum, the nodes, the queue and the jobs', () => {
    const lines = topLines(LOOK, 99, PIPE).map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toEqual([
      '3 nodes, 2 of 4 slots busy, together 24 × real time',
      '',
      'node state slots speed device roles',
      'books idle - - - book',
      'desk cordoned 0/2 4.0 × cpu synth',
      'fast busy 2/2 20 × NVIDIA H100 (GPU-abcdef) synth',
      '',
      'work priority waiting in work again oldest',
      'media p1 3 1 0 10 s',
      '',
      'job % left priority state',
      'a-tale-7f3a 12.5 10 min p1 speaking',
      'b-tale-1234 12.5 - p1 waiting for a node that speaks joe',
    ]);
  });

  it.each([40, 60, 80])('is never wider than %i columns, nor higher than the screen', (columns) => {
    const lines = topLines(LOOK, 8, { ...PIPE, columns });
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toMatch(/^… 6 more lines/);
  });

  it('says what there is not', () => {
    const lines = topLines({ at: 0, nodes: [], queue: [], jobs: [] }, 99, PIPE);
    expect(lines.filter((line) => line !== '')).toEqual([
      '0 nodes, 0 of 0 slots busy',
      'No node is up. One is started by: e2a node',
      'Nothing waits and nothing is being worked on.',
      'No job runs.',
    ]);
  });

  it('as data: one object for each look', () => {
    expect(topDocument(LOOK)).toMatchObject({
      type: 'top',
      at: '1970-01-01T02:46:40.000Z',
      nodes: [{ node: 'books' }, { node: 'desk' }, { node: 'fast', busy: 2 }],
      queue: [{ class: 'media', waiting: 3 }],
      jobs: [{ job: 'a-tale-7f3a', percent: 12.5, secondsLeft: 600 }, { waitingFor: 'a node that speaks joe' }],
    });
  });
});

describe('looks at a cluster', () => {
  function fakeClient(over: ReadonlySet<string>) {
    const asked: string[] = [];
    const client = {
      nodes: async () => [],
      queue: async () => [],
      jobs: async () => {
        asked.push('all');
        return ['one', 'two'].map((job) => ({ status: jobStatusWith({ job }), updatedAt: 0, orderedAt: 0 }));
      },
      current: async (job: string) => {
        asked.push(job);
        return jobStatusWith({ job, charactersDone: 500, state: over.has(job) ? 'completed' : 'converting' });
      },
    };
    return { client: client as unknown as Client, asked };
  }

  it('read all jobs every ten seconds, between that only those that run; a finished one is gone', async () => {
    const over = new Set(['two']);
    const { client, asked } = fakeClient(over);
    const look = clusterLooks(client);
    expect((await look(0)).jobs.map(({ status: { job } }) => job)).toEqual(['one', 'two']);
    expect((await look(2_000)).jobs.map(({ status: { job } }) => job)).toEqual(['one']);
    await look(4_000);
    await look(10_000);
    expect(asked).toEqual(['all', 'one', 'two', 'one', 'all']);
  });

  it('tell the time left when enough was seen', async () => {
    const { client } = fakeClient(new Set());
    const look = clusterLooks(client);
    expect((await look(0)).jobs[0]?.secondsLeft).toBeNull();
    expect((await look(9_000)).jobs[0]?.secondsLeft).toBeNull();
  });
});
