import { describe, expect, it } from 'vitest';
import { cleanDocument, cleanText } from '../../../src/cli/render/cleaned.js';
import { letterDocument, lettersTable, letterText } from '../../../src/cli/render/letters.js';
import { limitsDocument, limitsTable } from '../../../src/cli/render/limits.js';
import { nodesDocument, nodesTable } from '../../../src/cli/render/nodes.js';
import { queueDocument, queueTable } from '../../../src/cli/render/queue.js';
import type { KeptLetter, QueueDepth } from '../../../src/client/index.js';
import { nodeRecord } from '../../support/node-record.js';

const NOW = 10_000_000;
const PIPE = { paintHeading: (text: string): string => text, columns: Number.POSITIVE_INFINITY };
const lines = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').trim());

describe('nodes', () => {
  const nodes = [
    nodeRecord({ node: 'b', roles: ['book'], slots: 0, startedAt: NOW - 60_000 }),
    nodeRecord({
      node: 'a',
      host: 'attic',
      device: 'NVIDIA H100 (GPU-abc)',
      roles: ['synth'],
      slots: 4,
      busy: 3,
      profiles: [{ voice: 'joe' }, { voice: 'amy' }],
      charactersPerSecond: 50.5,
      state: 'cordoned',
      startedAt: NOW - 7_200_000,
      seenAt: NOW,
    }),
  ];
  it('as a table: by name, speed of all slots together', () => {
    expect(lines(nodesTable(nodes, NOW, PIPE))).toEqual([
      'node host roles device slots characters/s state age speaks',
      'a attic synth NVIDIA H100 (GPU-abc) 3/4 202 cordoned 2 h 00 min joe, amy',
      expect.stringMatching(/^b .* book - - - ready 1 min -$/),
    ]);
  });
  it('as JSON: everything, times as text', () => {
    const { nodes: all } = nodesDocument(nodes) as { nodes: readonly Record<string, unknown>[] };
    expect(all[0]).toMatchObject({ node: 'a', busy: 3, charactersPerSecond: 50.5, seenAt: '1970-01-01T02:46:40.000Z' });
  });
});

describe('the queue', () => {
  const depth = (over: Partial<QueueDepth>): QueueDepth => ({
    class: 'media',
    priority: 'p1',
    waiting: 1,
    leased: 0,
    redelivered: 0,
    oldestAt: null,
    ...over,
  });
  const depths = [
    depth({ class: 'speech-77', priority: 'p2' }),
    depth({ class: 'speech-abc', priority: 'p1', waiting: 12, leased: 3, redelivered: 1, oldestAt: NOW - 90_000 }),
    depth({}),
  ];
  it('as a table: voices by name, what nobody speaks by its profile', () => {
    const node = nodeRecord({ roles: ['synth'], profiles: [{ id: 'abc', engine: 'piper', voice: 'joe' }] });
    const book = nodeRecord({ node: 'box-2', roles: ['book'] });
    expect(lines(queueTable(depths, [node, book], NOW, PIPE))).toEqual([
      'work priority waiting in work again oldest',
      'media p1 1 0 0 -',
      'speech, profile 77 (no node speaks it) p2 1 0 0 -',
      'speech, joe (piper) p1 12 3 1 2 min',
    ]);
  });
  it('says where nobody reads, joins and encodes', () => {
    expect(queueTable(depths, [nodeRecord({ roles: ['synth'] })], NOW, PIPE)).toContain(
      'media (no node with the role book)',
    );
  });
  it('as JSON', () =>
    expect(queueDocument(depths)).toMatchObject({ queue: [{ class: 'media' }, {}, { waiting: 12 }] }));
});

describe('dead letters', () => {
  const letter: KeptLetter = {
    id: '7',
    origin: 'work',
    job: 'a-tale-7f3a',
    chapter: 'ch-002',
    item: '0004',
    reason: 'Two, segment 4: it burned (attic)',
    detail: { code: 'E2A-2006' },
    at: NOW - 120_000,
  };
  it('as a table', () =>
    expect(lines(lettersTable([letter], NOW, PIPE))).toEqual([
      'id when job chapter item reason',
      '7 2 min ago a-tale-7f3a ch-002 0004 Two, segment 4: it burned (attic)',
    ]));
  it('one of them whole', () => {
    expect(letterText(letter)).toContain('reason   Two, segment 4: it burned (attic)');
    expect(letterText(letter)).toContain('"code": "E2A-2006"');
    expect(letterDocument(letter)).toMatchObject({ id: '7', at: '1970-01-01T02:44:40.000Z', chapter: 'ch-002' });
  });
});

describe('limits', () => {
  const limits = new Map([['paid', { perMinute: 30, atOnce: null }]]);
  it('as a table and as JSON', () => {
    expect(lines(limitsTable(limits, PIPE))).toEqual(['engine per minute at once', 'paid 30 no limit']);
    expect(limitsDocument(limits)).toEqual({ limits: [{ engine: 'paid', perMinute: 30, atOnce: null }] });
  });
});

describe('what was cleaned', () => {
  const reports = [
    { what: 'jobs', removed: 1, bytes: 2_048, jobs: ['a-tale-7f3a'], unanswered: ['b-tale-0001'] },
    { what: 'clips', removed: 9, bytes: 512, jobs: [], unanswered: [] },
  ] as const;
  it('says what went, how much, and who has not answered', () => {
    expect(lines(cleanText(reports, false, PIPE))).toEqual([
      'gone number size jobs',
      'jobs with their files 1 2.0 kB a-tale-7f3a',
      'clips of segments 9 512 B',
      'Told to go, no answer from a node with the role book yet: b-tale-0001',
    ]);
    expect(cleanText(reports.slice(1), true, PIPE)).toMatch(/^would go /);
    expect(cleanDocument(reports, true)).toMatchObject({
      dryRun: true,
      cleaned: [{ what: 'jobs' }, { what: 'clips' }],
    });
  });
});
