import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BookState } from '../../src/actors/index.js';
import type { JobEvent } from '../../src/index.js';
import { EVENT_TYPES } from '../../src/library/job-event.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, store } from '../client/book-in-cluster.js';
import { onMemory } from './on-memory.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');

/** A job and the library. */
async function scene(state: BookState) {
  const { cluster, clock, e2a } = onMemory();
  const stand = (now: BookState) => store(cluster, { kind: 'book', job: JOB }, now);
  await stand(state);
  let number = 0;
  const happen = async (...types: readonly string[]): Promise<void> => {
    for (const type of types)
      await cluster.events.announce({ job: JOB, type, text: `${type}.` }, `${type}-${number++}`, clock.now());
  };
  /** Reads until it ends or enough is seen. */
  const read = async (options: { from?: number; signal?: AbortSignal } = {}, enough = 100) => {
    const seen: JobEvent[] = [];
    for await (const event of (await e2a.job(JOB)).events(options)) {
      seen.push(event);
      if (seen.length === enough) break;
    }
    return seen;
  };
  return { e2a, clock, cluster, stand, happen, read };
}
const typesOf = (events: readonly JobEvent[]): readonly string[] => events.map(({ type }) => type);

describe('the events of a job', () => {
  it('are all that are kept, then those that come, until its end', async () => {
    const { happen, read, stand, clock } = await scene(convertingBook(JOB, ORDER));
    await happen('book-accepted', 'book-read');
    const reading = read();
    await clock.advance(1);
    await stand(finishedBook(JOB, ORDER));
    await happen('chapter-joined', 'book-completed');
    await clock.advance(1);
    expect(await reading).toMatchObject([
      { seq: 1, job: JOB, type: 'book-accepted', text: 'book-accepted.' },
      { seq: 2, type: 'book-read' },
      { seq: 3, type: 'chapter-joined' },
      { seq: 4, type: 'book-completed' },
    ]);
  });

  it('go on after the one that is known', async () => {
    const { happen, read } = await scene(finishedBook(JOB, ORDER));
    await happen('book-accepted', 'book-read', 'book-completed');
    expect(typesOf(await read({ from: 1 }))).toEqual(['book-read', 'book-completed']);
  });

  it('of a job that was made, retried and made again are read to the last of its ends', async () => {
    const { happen, read } = await scene(finishedBook(JOB, ORDER));
    await happen('book-accepted', 'book-failed', 'book-retried', 'book-completed');
    expect(typesOf(await read())).toEqual(['book-accepted', 'book-failed', 'book-retried', 'book-completed']);
  });

  it('of a job that is over, and of which no more is kept, end at once', async () => {
    const { happen, read } = await scene(cancelledBook(JOB, ORDER));
    expect(await read()).toEqual([]);
    await happen('book-cancelled');
    expect(await read({ from: 1 })).toEqual([]);
  });

  it('that a newer node tells of are shown by their own name', async () => {
    const { happen, read } = await scene(finishedBook(JOB, ORDER));
    await happen('book-hummed', 'book-completed');
    expect(await read()).toMatchObject([{ type: 'other', named: 'book-hummed' }, { type: 'book-completed' }]);
  });

  it('are not waited for any longer when the signal aborts, which says why; the job is not touched', async () => {
    const { e2a, happen, read, clock } = await scene(convertingBook(JOB, ORDER));
    await happen('book-accepted');
    const stop = new AbortController();
    const reading = read({ signal: stop.signal });
    await clock.advance(1);
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect(read({ signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect((await (await e2a.job(JOB)).status()).state).toBe('converting');
  });

  it('end with the connection, in words', async () => {
    const { e2a, read, clock } = await scene(convertingBook(JOB, ORDER));
    const reading = read();
    await clock.advance(1);
    await e2a.close();
    await e2a.close();
    await expect(reading).rejects.toMatchObject({
      name: 'UserError',
      code: 'E2A-5008',
      message: expect.stringContaining('closed'),
    });
    await expect(e2a.jobs()).rejects.toThrow('closed');
  });

  it('have every type that actors announce', () => {
    const actors = fileURLToPath(new URL('../../src/actors', import.meta.url));
    const announced = readdirSync(actors, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join(actors, name), 'utf8').matchAll(/announce\([^,]+,\s*'([a-z-]+)'/g)])
      .map(([, type]) => type);
    const composed = ['book-completed', 'book-partial'];
    expect([...new Set([...announced, ...composed])].sort()).toEqual(EVENT_TYPES.toSorted());
  });
});
