import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eachBook } from '../../../src/cli/shelf/each-book.js';
import { keptBatch } from '../../../src/cli/submit/batch-of.js';
import { readManifest } from '../../../src/cli/submit/manifest.js';
import { createClient } from '../../../src/client/index.js';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';
import { failedBook, finishedBook, orderOf, store } from '../../client/book-in-cluster.js';
import { fakeProcess } from '../fake-terminal.js';

const BOOKS = 1_000;
const SETTINGS = { profile: 'p1', engine: 'tone', voice: 'tone', licence: 'none', chapters: null };
const isDamaged = (n: number): boolean => n % 100 === 7;
const isSilent = (n: number): boolean => n % 100 === 42;

describe('a manifest of many tiny books', () => {
  it(`becomes a batch whose report has ${BOOKS} rows, and for each failure its reason`, {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'e2a-batch-'));
    const names = Array.from({ length: BOOKS }, (_, n) => `tale ${n}.txt`);
    await writeFile(join(folder, 'season.csv'), ['file', ...names].join('\n'));
    const clock = createManualClock();
    const cluster = createMemoryCluster({ clock });
    const client = createClient(cluster, clock);
    const { surroundings, words } = fakeProcess([], folder);
    const context = { ...surroundings, signal: surroundings.interruption.signal, finish: () => undefined };

    const manifest = await readManifest('season.csv', folder);
    const batch = await keptBatch(client, { name: manifest.name, books: names, wishes: null }, false, context);
    const order = async (n: number): Promise<string> => {
      if (isDamaged(n))
        throw new UserError({ code: CODES.emptyBook, what: `Tale ${n} is empty.`, fix: 'another file' }, EXIT.badInput);
      const title = `Tale ${n}`;
      const bytes = new TextEncoder().encode(title);
      const { job } = await client.submit({ bytes, fileName: `${title}.txt`, title, settings: SETTINGS, force: false });
      const failure = { code: CODES.speechRejected, what: `Tale ${n} cannot be spoken.`, why: 'It has no letter.' };
      const ordered = orderOf(`${n}`, title);
      const state = isSilent(n) ? failedBook(job, ordered, failure) : finishedBook(job, ordered);
      await store(cluster, { kind: 'book', job }, state);
      return job;
    };
    const codes = await eachBook(names, false, context, (_, place) => batch.keep(place, () => order(place - 1)));
    batch.tell();
    expect(codes.filter((code) => code === EXIT.badInput)).toHaveLength(10);
    expect(words.written()).toMatch(/Batch (season-[0-9a-f]{4})\. Look: e2a batch report \1\n$/);

    const { rows, counts } = await client.batches.report('season');
    expect(rows.map(({ file }) => file)).toEqual(names);
    expect(counts).toEqual({ completed: 980, refused: 10, failed: 10 });
    for (const [n, row] of rows.entries()) {
      if (isDamaged(n))
        expect(row).toMatchObject({ job: null, state: 'refused', code: 'E2A-1004', reason: `Tale ${n} is empty.` });
      else if (isSilent(n))
        expect(row).toMatchObject({
          state: 'failed',
          code: 'E2A-2006',
          reason: `Tale ${n} cannot be spoken. It has no letter.`,
        });
      else expect(row).toMatchObject({ state: 'completed', percent: 100, files: [`Tale ${n}.m4b`], reason: null });
    }
    await rm(folder, { recursive: true });
  });
});
