import { afterEach, describe, expect, it, vi } from 'vitest';
import { CALIBRE } from '../../../src/books/calibre/failures.js';
import { POPPLER } from '../../../src/books/pdf/failures.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { NODE_STALE_MS, type NodeRecord } from '../../../src/cluster/ports/index.js';
import { decide } from '../../../src/cluster/runtime/supervision.js';
import { CODES } from '../../../src/core/index.js';
import { FleetView } from '../../../src/host/fleet.js';
import { planApart } from '../../../src/host/reading/plan-apart.js';
import { READING_PROGRAMS, readElsewhere } from '../../../src/host/reading/read-elsewhere.js';
import { PLAIN_READING } from '../../../src/planning/index.js';
import { ProgramMissingError } from '../../../src/programs/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../../support/node-record.js';

const POLICY = { maxAttempts: 5, backoff: { firstMs: 1, maxMs: 1 }, failureCode: CODES.programFailed };
const missing = new ProgramMissingError('ebook-convert', { what: 'a.mobi needs Calibre.', fix: 'apt install calibre' });

describe('a book that this machine has no program for', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is told from a book that nobody can read', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const bytes = Buffer.concat([Buffer.alloc(60), Buffer.from('BOOKMOBI'), Buffer.alloc(64)]);
    const request = { bytes, fileName: 'a.mobi', profile: 'p', chapters: null, prefix: '', reading: PLAIN_READING };
    const error: unknown = await planApart(request, new AbortController().signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProgramMissingError);
    expect(error).toMatchObject({ program: 'ebook-convert', failure: { code: CODES.programMissing } });
  });

  it('is left to another host, however often it comes back', () => {
    expect(decide(readElsewhere(missing, true), 99, POLICY)).toEqual({ type: 'retry', delayMs: 5_250 });
  });

  it('fails with what to install where no host has the program', () => {
    expect(decide(readElsewhere(missing, false), 1, POLICY)).toMatchObject({
      type: 'giveUp',
      failure: {
        code: CODES.programMissing,
        what: 'a.mobi needs Calibre.',
        why: expect.stringContaining('ebook-convert'),
        fix: 'on one of them: apt install calibre; then e2a retry JOB',
      },
    });
  });

  it('all such programs are looked for', () => expect(READING_PROGRAMS).toEqual([CALIBRE, POPPLER]));
});

describe('whether another host may read a book with a program', () => {
  const book: Partial<NodeRecord> = { node: 'other', roles: ['book'], readsWith: ['ebook-convert'] };

  it.each<[string, Partial<NodeRecord>, boolean]>([
    ['it has it', book, true],
    ['it is cordoned and may come back', { ...book, state: 'cordoned' }, true],
    ['it is leaving', { ...book, state: 'draining' }, false],
    ['it only speaks', { ...book, roles: ['synth'] }, false],
    ['it has another program', { ...book, readsWith: ['pdftotext'] }, false],
    ['it is this host', { ...book, node: 'self' }, false],
  ])('%s', async (_, change, may) => {
    const { clock, fleet, cluster } = viewed();
    await cluster.nodes.report(nodeRecord({ ...change, seenAt: clock.now() }));
    await fleet.refresh(cluster);
    expect(fleet.mayReadElsewhere('ebook-convert', 'self')).toBe(may);
  });

  it('is not ruled out while the fleet is not known', async () => {
    const { clock, fleet, cluster } = viewed();
    expect(fleet.mayReadElsewhere('ebook-convert', 'self')).toBe(true);
    await fleet.refresh(cluster);
    expect(fleet.mayReadElsewhere('ebook-convert', 'self')).toBe(false);
    await clock.advance(NODE_STALE_MS);
    expect(fleet.mayReadElsewhere('ebook-convert', 'self')).toBe(true);
  });

  function viewed() {
    const clock = createManualClock();
    return { clock, fleet: new FleetView(() => clock.now()), cluster: createMemoryCluster({ clock }) };
  }
});
