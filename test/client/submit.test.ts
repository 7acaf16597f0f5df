import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../src/actors/index.js';
import { NARRATORS_CHOICE } from '../../src/books/index.js';
import { createClient, type Client, type SubmitRequest } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import {
  decodeReading,
  orderDigest,
  PLAIN_READING,
  type Reading,
  type StoredReading,
} from '../../src/planning/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, sha256, store } from './book-in-cluster.js';

const BYTES = new TextEncoder().encode('a book');
const SETTINGS = { profile: 'p1', engine: 'tone', voice: 'tone', licence: 'none', chapters: null };
const FRENCH = { language: 'fr', profile: 'p2', engine: 'tone', voice: 'tone-high', licence: 'none' };
const DIGEST = orderDigest(sha256(BYTES), { ...SETTINGS, reading: null, languageVoices: [] });
const JOB = `a-tale-${DIGEST.slice(0, 4)}`;
const REQUEST: SubmitRequest = {
  bytes: BYTES,
  fileName: 'tale.epub',
  title: 'A Tale',
  settings: SETTINGS,
  force: false,
};

describe('ordering a book', () => {
  let cluster: MemoryCluster;
  let client: Client;

  beforeEach(() => {
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
  });

  async function posted(): Promise<readonly { readonly type: string; readonly force?: boolean }[]> {
    const messages = [];
    for (let partition = 0; partition < cluster.mail.partitions; partition++) {
      for (;;) {
        const delivery = await cluster.mail.take('book', partition, 0, new AbortController().signal);
        if (delivery === null) break;
        messages.push(JSON.parse(new TextDecoder().decode(delivery.payload)).message);
        await delivery.ack();
      }
    }
    return messages;
  }

  describe('submit', () => {
    it('puts the book under its digest and tells the Book once, however often it is called', async () => {
      expect(await client.submit(REQUEST)).toEqual({ job: JOB, already: false, afterTurn: null });
      await client.submit(REQUEST);
      expect((await cluster.books.info(`${sha256(BYTES)}.epub`))?.digest).toBe(sha256(BYTES));
      const messages = await posted();
      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatchObject({
        type: 'SubmitBook',
        order: { v: 1, digest: DIGEST, title: 'A Tale', book: { bytes: BYTES.length, fileName: 'tale.epub' } },
      });
    });

    it.each([
      { name: 'a running job is left alone', state: convertingBook, force: false, already: true },
      { name: 'a running job is left alone even by force', state: convertingBook, force: true, already: true },
      { name: 'a finished job is not done again', state: finishedBook, force: false, already: true },
      { name: 'a finished job is done again by force', state: finishedBook, force: true, already: false },
      { name: 'a cancelled job starts again', state: cancelledBook, force: false, already: false },
    ])('$name', async ({ state, force, already }) => {
      await store(cluster, { kind: 'book', job: JOB }, state(JOB, orderOf(DIGEST)), { turn: 7 });
      expect(await client.submit({ ...REQUEST, force })).toEqual({ job: JOB, already, afterTurn: 7 });
      expect(await posted()).toHaveLength(already ? 0 : 1);
    });

    it('a job that was cancelled twice starts twice: the second start is no repetition of the first', async () => {
      for (const turn of [3, 9]) {
        await store(cluster, { kind: 'book', job: JOB }, cancelledBook(JOB, orderOf(DIGEST)), { turn });
        await client.submit(REQUEST);
      }
      expect(await posted()).toHaveLength(2);
    });

    it('takes more digits when another order has the id', async () => {
      await store(cluster, { kind: 'book', job: JOB }, finishedBook(JOB, orderOf(`${DIGEST.slice(0, 4)}-other`)));
      const { job, already } = await client.submit(REQUEST);
      expect({ job, already }).toEqual({ job: `a-tale-${DIGEST.slice(0, 8)}`, already: false });
    });

    it('the book is not sent again when it is there', async () => {
      const puts: string[] = [];
      const { put } = cluster.books;
      Object.assign(cluster.books, {
        put: (...args: Parameters<typeof put>) => {
          puts.push(args[0]);
          return put.apply(cluster.books, args);
        },
      });
      await client.submit(REQUEST);
      await client.submit({ ...REQUEST, settings: { ...SETTINGS, chapters: '1' } });
      expect(puts).toEqual([`${sha256(BYTES)}.epub`]);
    });
  });

  describe('how a book is read', () => {
    const READING: Reading = {
      choice: { include: ['front', 'notes'], exclude: ['preface'], notes: 'skip' },
      edits: [{ n: 2, ownTitle: 'Two', read: false, title: null, passages: null }],
      lexicon: [{ word: 'Leith', said: { type: 'ipa', ipa: 'liːθ' }, language: 'en' }],
    };

    it('lies in the bucket once, under its digest; the order holds only its name', async () => {
      const { job } = await client.submit({ ...REQUEST, reading: READING });
      const [message] = await posted();
      const { object, digest } = readingOf(message);
      expect(object).toBe(`reading-${digest}.json`);
      expect(sha256(await bytesOf(object))).toBe(digest);
      const decoded = decodeReading(await bytesOf(object));
      expect(decoded.ok && decoded.value.edits).toEqual(READING.edits);
      expect(decoded.ok && decoded.value.lexicon).toEqual(READING.lexicon);
      expect(job).not.toBe(JOB);
      expect((await client.locate({ ...REQUEST, reading: READING })).job).toBe(job);
    });

    it('an order that is not plain has a number of its own: an older host would drop what it does not know', async () => {
      await client.submit({ ...REQUEST, reading: READING });
      await client.submit({ ...REQUEST, settings: { ...SETTINGS, languageVoices: [FRENCH] } });
      await client.submit(REQUEST);
      const numbers = (await posted()).map((message) => (message as unknown as { order: Order }).order.v);
      expect(numbers.toSorted()).toEqual([1, 2, 2]);
    });

    it('a plain one is none: the job is the one an older e2a made', async () => {
      const wordy = {
        ...PLAIN_READING,
        choice: { ...NARRATORS_CHOICE, include: ['back'], exclude: ['contents'] },
      } as const;
      const changesNothing = { ...wordy, edits: [{ n: 1, ownTitle: 'One', read: true, title: null, passages: null }] };
      expect((await client.submit({ ...REQUEST, reading: changesNothing })).job).toBe(JOB);
      expect(readingOf((await posted())[0])).toBeNull();
      expect(await cluster.books.list('reading-')).toEqual([]);
    });

    it('the same wishes in other words are the same job', async () => {
      const choice = { include: ['notes', 'front', 'front'], exclude: ['preface', 'index'], notes: 'end' } as const;
      const { job } = await client.locate({ ...REQUEST, reading: READING });
      expect((await client.locate({ ...REQUEST, reading: { ...READING, choice } })).job).toBe(job);
    });

    async function bytesOf(object: string): Promise<Uint8Array> {
      const content = await cluster.books.get(object);
      const parts = [];
      for await (const part of content ?? []) parts.push(part);
      return Buffer.concat(parts);
    }

    const readingOf = (message: unknown) => (message as { order: Order }).order.settings.reading as StoredReading;
  });

  describe('locate', () => {
    it('names the job without starting it', async () => {
      expect(await client.locate(REQUEST)).toEqual({ job: JOB, status: null });
      expect(await posted()).toEqual([]);
      await store(cluster, { kind: 'book', job: JOB }, finishedBook(JOB, orderOf(DIGEST)));
      expect((await client.locate(REQUEST)).status?.state).toBe('completed');
    });
  });
});
