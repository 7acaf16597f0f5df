import { beforeEach, describe, expect, it } from 'vitest';
import { BATCH_ROWS_MAX, type Batches, createClient, reportCsv } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, store } from './book-in-cluster.js';

const REFUSED = { code: 'E2A-1001', what: 'It is no book.', why: 'It is a picture.' };

describe('a batch', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  let batches: Batches;

  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    batches = createClient(cluster, clock).batches;
  });

  const book = (job: string, make: typeof finishedBook) =>
    store(cluster, { kind: 'book', job }, make(job, orderOf(job, `Title of ${job}`)));

  it('is kept with its books, before any is ordered', async () => {
    const { already, ...made } = await batches.create(' Spring list ', ['a.epub', 'b.epub']);
    expect(already).toBe(false);
    expect(made).toMatchObject({ name: 'Spring list', books: 2, createdAt: clock.now() });
    expect(made.id).toMatch(/^spring-list-[0-9a-f]{4}$/);
    expect(await batches.show('spring')).toEqual({
      ...made,
      rows: ['a.epub', 'b.epub'].map((file) => ({ file, job: null, failure: null })),
    });
  });

  it('says what became of each book', async () => {
    const files = ['done', 'running', 'stopped', 'gone', 'picture', 'waiting'].map((name) => `${name}.epub`);
    const { id } = await batches.create('Six', files);
    await book('done-0001', finishedBook);
    await book('running-0002', convertingBook);
    await book('stopped-0003', cancelledBook);
    for (const [place, job] of ['done-0001', 'running-0002', 'stopped-0003', 'gone-0004'].entries())
      await batches.settle(id, place, { job });
    await batches.settle(id, 4, { failure: REFUSED });
    const { rows, counts, books } = await batches.report(id);
    expect(books).toBe(6);
    expect(rows.map(({ file, state }) => [file.split('.')[0], state])).toEqual([
      ['done', 'completed'],
      ['running', 'converting'],
      ['stopped', 'cancelled'],
      ['gone', 'removed'],
      ['picture', 'refused'],
      ['waiting', 'not-ordered'],
    ]);
    expect(counts).toMatchObject({ completed: 1, converting: 1, cancelled: 1, refused: 1, 'not-ordered': 1 });
    expect(rows[0]).toMatchObject({ job: 'done-0001', percent: 100, files: ['Title of done-0001.m4b'], reason: null });
    expect(rows[4]).toMatchObject({ job: null, code: 'E2A-1001', reason: 'It is no book. It is a picture.' });
  });

  it('tells a job that still lies in the mailbox from one that is gone', async () => {
    const { id } = await batches.create('Two', ['a', 'b']);
    await cluster.mail.post({
      id: 'x',
      to: { kind: 'book', job: 'fresh-0001' },
      schemaVersion: 1,
      sentAt: 0,
      message: { type: 'SubmitBook' },
    });
    await batches.settle(id, 0, { job: 'fresh-0001' });
    await batches.settle(id, 1, { job: 'gone-0002' });
    expect((await batches.report(id)).rows.map(({ state }) => state)).toEqual(['new', 'removed']);
  });

  it('keeps every row of many who write at the same time', async () => {
    const { id } = await batches.create('Crowd', []);
    const rows = (writer: number) =>
      Array.from({ length: 30 }, (_, n) => ({ file: `${writer}-${n}`, job: null, failure: null }));
    await Promise.all([0, 1, 2, 3].map((writer) => batches.add(id, rows(writer))));
    const shown = await batches.show(id);
    expect(shown.books).toBe(120);
    expect(new Set(shown.rows.map(({ file }) => file))).toEqual(
      new Set([0, 1, 2, 3].flatMap((writer) => rows(writer).map(({ file }) => file))),
    );
    await Promise.all(shown.rows.map((_, place) => batches.settle(id, place, { failure: REFUSED })));
    expect((await batches.report(id)).counts).toEqual({ refused: 120 });
  });

  it('lists batches, the newest first, and forgets one without its jobs', async () => {
    const { already: _, ...first } = await batches.create('First', ['a']);
    await clock.advance(1_000);
    const { already: __, ...second } = await batches.create('Second', ['b']);
    expect(await batches.list()).toEqual([second, first]);
    expect(await batches.remove('second')).toEqual(second);
    expect(await batches.list()).toEqual([first]);
    expect(await cluster.records.list('')).toHaveLength(2);
    await expect(batches.report('second')).rejects.toMatchObject({ exitCode: 5 });
  });

  it('is the one that is there when the same is asked for again, with what it knows', async () => {
    const files = ['a.epub', 'b.epub', 'c.epub'];
    const made = await batches.create('Autumn', files, { voice: 'joe' });
    await batches.settle(made.id, 0, { job: 'a-0001' });
    await batches.settle(made.id, 1, { failure: REFUSED });
    await clock.advance(1_000);
    expect(await batches.create(' Autumn ', files, { voice: 'joe' })).toEqual({ ...made, already: true });
    expect((await batches.show(made.id)).rows).toEqual([
      { file: 'a.epub', job: 'a-0001', failure: null },
      { file: 'b.epub', job: null, failure: REFUSED },
      { file: 'c.epub', job: null, failure: null },
    ]);
    const others = [
      await batches.create('Autumn', files, { voice: 'amy' }),
      await batches.create('Autumn', files.slice(1), { voice: 'joe' }),
      await batches.create('Winter', files, { voice: 'joe' }),
    ];
    expect(others.map(({ already }) => already)).toEqual([false, false, false]);
    expect(new Set([made, ...others].map(({ id }) => id)).size).toBe(4);
    await batches.remove(made.id);
    expect(await batches.create('Autumn', files, { voice: 'joe' })).toMatchObject({ id: made.id, already: false });
    expect((await batches.show(made.id)).rows.every(({ job }) => job === null)).toBe(true);
  });

  it('is made once by several who ask for the same at the same time', async () => {
    const files = Array.from({ length: 100 }, (_, n) => `${n}.epub`);
    const made = await Promise.all([0, 1, 2, 3].map(() => batches.create('Crowd', files)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ already }) => !already)).toHaveLength(1);
    expect((await batches.show('crowd')).rows.map(({ file }) => file)).toEqual(files);
  });

  it('has its rows also where its maker was killed before they were written', async () => {
    const { records } = cluster;
    const killed: typeof records = {
      ...{ load: (name) => records.load(name), list: (prefix) => records.list(prefix) },
      ...{ remove: (name) => records.remove(name) },
      save: async (name, value, revision) => {
        if (name.startsWith('batch-rows.')) throw new Error('killed');
        return await records.save(name, value, revision);
      },
    };
    const files = ['a.epub', 'b.epub'];
    const dying = createClient({ ...cluster, records: killed }, clock).batches;
    await expect(dying.create('Cut off', files)).rejects.toThrow('killed');
    expect((await batches.create('Cut off', files)).already).toBe(true);
    expect((await batches.show('cut')).rows.map(({ file }) => file)).toEqual(files);
  });

  it('gets a longer id where another batch has the short one', async () => {
    const files = ['a.epub'];
    const { id } = await batches.create('Same', files);
    const older = { v: 1, name: 'Same', createdAt: new Date(0).toISOString(), books: 0 };
    const kept = await cluster.records.load(`batch.${id}`);
    await cluster.records.save(`batch.${id}`, older, kept?.revision ?? null);
    const made = await batches.create('Same', files);
    expect(made).toMatchObject({ already: false, books: 1 });
    expect(made.id).toMatch(new RegExp(`^${id}[0-9a-f]{4}$`));
    expect(await batches.create('Same', files)).toEqual({ ...made, already: true });
  });

  it('loses no job when it is ordered again and cannot be, and takes one where there was none', async () => {
    const { id } = await batches.create('Again', ['a', 'b']);
    await batches.settle(id, 0, { job: 'a-0001' });
    await batches.settle(id, 1, { failure: REFUSED });
    await batches.settle(id, 0, { failure: REFUSED });
    await batches.settle(id, 1, { job: 'b-0001' });
    expect((await batches.show(id)).rows).toEqual([
      { file: 'a', job: 'a-0001', failure: null },
      { file: 'b', job: 'b-0001', failure: null },
    ]);
  });

  it('is refused without a name, with too many books, with names no file has', async () => {
    const many = Array.from({ length: BATCH_ROWS_MAX + 1 }, (_, n) => `${n}.epub`);
    for (const [name, files] of [
      ['  ', ['a']],
      ['x'.repeat(201), ['a']],
      ['a', many],
      ['a', ['ü'.repeat(2_100)]],
    ] as const)
      await expect(batches.create(name, files)).rejects.toMatchObject({ exitCode: 2 });
    const { id } = await batches.create('full', many.slice(1));
    await expect(batches.add(id, [{ file: 'one more', job: null, failure: null }])).rejects.toMatchObject({
      exitCode: 2,
    });
    expect((await batches.show(id)).rows).toHaveLength(BATCH_ROWS_MAX);
  });

  it('of the longest names and failures still fits into its records', async () => {
    const long = { code: 'E2A-1001', what: '"'.repeat(5_000), why: '漢'.repeat(5_000), fix: '漢'.repeat(5_000) };
    const { id } = await batches.create(
      'Long',
      Array.from({ length: 41 }, () => '"'.repeat(4_096)),
    );
    for (let place = 0; place < 41; place++) await batches.settle(id, place, { failure: long });
    expect((await batches.report(id)).counts).toEqual({ refused: 41 });
  });

  it('is shown as CSV that no spreadsheet takes for formulas', async () => {
    const { id } = await batches.create('Csv', ['=1+1.epub', 'a "b", c.epub']);
    await batches.settle(id, 1, { failure: { code: 'E2A-1001', what: 'two\nlines' } });
    expect(reportCsv(await batches.report(id))).toBe(
      [
        'file,job,title,state,percent,files,code,reason',
        "'=1+1.epub,,,not-ordered,0,,,",
        '"a ""b"", c.epub",,,refused,0,,E2A-1001,"two\nlines"',
        '',
      ].join('\r\n'),
    );
  });
});
