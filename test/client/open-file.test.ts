import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { convertingBook, finishedBook, orderOf, sha256, store } from './book-in-cluster.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');
const OBJECT = `${JOB}/A Tale.m4b`;
/** More than two chunks of 512 KiB. */
const FILE = Uint8Array.from({ length: 1_200_000 }, (_, at) => (at * 31) % 251);

describe('a file that is read in parts', () => {
  let cluster: MemoryCluster;
  let client: Client;

  beforeEach(async () => {
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    await store(cluster, { kind: 'book', job: JOB }, finishedBook(JOB, ORDER, FILE));
    await cluster.audio.put(OBJECT, FILE, 'A Tale');
  });

  async function part(from: number, to: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const chunk of (await client.openFile(JOB)).read(from, to)) parts.push(chunk);
    return new Uint8Array(Buffer.concat(parts));
  }

  it('is described as it is served', async () => {
    const expected = { name: 'A Tale.m4b', bytes: FILE.length, digest: sha256(FILE), contentType: 'audio/mp4' };
    expect(await client.openFile(JOB)).toMatchObject(expected);
    expect(await client.openFile(JOB, 'A Tale.m4b')).toMatchObject(expected);
  });

  it.each([
    [0, 1],
    [0, FILE.length],
    [524_287, 524_289],
    [524_288, 1_048_576],
    [FILE.length - 1, FILE.length],
    [5, 5],
  ])('gives the bytes from %d to %d, and no other', async (from, to) => {
    expect(sha256(await part(from, to))).toBe(sha256(FILE.subarray(from, to)));
  });

  it('is none under another name, and none that was taken away', async () => {
    await expect(client.openFile(JOB, '../A Tale.m4b')).rejects.toMatchObject({
      exitCode: 5,
      failure: { why: 'It has A Tale.m4b.' },
    });
    await cluster.audio.remove(OBJECT);
    await expect(client.openFile(JOB)).rejects.toMatchObject({ exitCode: 5, failure: { code: 'E2A-5004' } });
  });

  it('is none while the book is not done', async () => {
    await store(cluster, { kind: 'book', job: JOB }, convertingBook(JOB, ORDER));
    await expect(client.openFile(JOB)).rejects.toMatchObject({ exitCode: 5 });
    await expect(client.openChapter(JOB, 1)).rejects.toMatchObject({ exitCode: 5 });
    await expect(client.openChapter(JOB, 7)).rejects.toMatchObject({ exitCode: 5 });
  });
});

describe('events through a client', () => {
  it('are read after a place, to the end that the reader sets', async () => {
    const clock = createManualClock();
    const cluster = createMemoryCluster({ clock });
    const client = createClient(cluster, clock);
    for (const n of [1, 2, 3]) await cluster.events.announce({ job: JOB, type: 'told', text: `${n}` }, `${n}`, n);
    expect(await client.lastEvent()).toBe(3);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { text, seq } of client.events(JOB, { after: 1, signal: stop.signal })) {
      seen.push(`${seq} ${text}`);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual(['2 2', '3 3']);
  });
});
