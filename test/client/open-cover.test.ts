import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { bookWithCover, orderOf, sha256, store } from './book-in-cluster.js';

const JOB = 'a-tale-7f3a';
const COVER = `${JOB}/cover`;
const picture = (magic: string, length = 700_000): Uint8Array =>
  Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(length - magic.length, 7)]);
const PNG = picture('\x89PNG\r\n\x1a\n');

describe('the cover of a job', () => {
  let cluster: MemoryCluster;
  let client: Client;
  beforeEach(async () => {
    const clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    await store(cluster, { kind: 'book', job: JOB }, bookWithCover(JOB, orderOf('7f3a'), COVER));
  });

  it.each([
    ['image/png', PNG],
    ['image/jpeg', picture('\xff\xd8\xff\xe0')],
    ['image/gif', picture('GIF89a')],
    ['image/webp', picture('RIFF\x01\x02\x03\x04WEBP')],
    ['image/avif', picture('\x00\x00\x00\x20ftypavif')],
  ])('is %s by its bytes, whatever the book calls it, and is read in parts', async (contentType, bytes) => {
    await cluster.books.put(COVER, bytes, 'text/html');
    const cover = await client.openCover(JOB);
    expect(cover).toMatchObject({ contentType, bytes: bytes.length, digest: sha256(bytes) });
    const parts: Uint8Array[] = [];
    for await (const part of cover.read(1, 600_000)) parts.push(part);
    expect(sha256(Buffer.concat(parts))).toBe(sha256(bytes.subarray(1, 600_000)));
  });

  it.each([
    ['a script in a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', new Uint8Array()],
    ['a picture of more than 16 MiB', picture('\x89PNG\r\n\x1a\n', 16 * 1024 ** 2 + 1)],
  ])('is not %s', async (_name, bytes) => {
    await cluster.books.put(COVER, bytes, 'image/png');
    await expect(client.openCover(JOB)).rejects.toMatchObject({
      exitCode: 5,
      failure: { what: `The cover of ${JOB} is not shown.` },
    });
  });

  it('may be none, or none any more', async () => {
    const none = { exitCode: 5, failure: { what: `${JOB} has no cover.` } };
    await expect(client.openCover(JOB)).rejects.toMatchObject(none);
    await store(cluster, { kind: 'book', job: JOB }, bookWithCover(JOB, orderOf('7f3a'), null));
    await expect(client.openCover(JOB)).rejects.toMatchObject(none);
  });

  it('is told of by the status', async () => {
    expect((await client.current(JOB)).cover).toBe(true);
    await store(cluster, { kind: 'book', job: JOB }, bookWithCover(JOB, orderOf('7f3a'), null));
    expect((await client.current(JOB)).cover).toBe(false);
  });
});
