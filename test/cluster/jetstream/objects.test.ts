import { randomBytes } from 'node:crypto';
import { Objm, type ObjectStore as LibraryStore } from '@nats-io/obj';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../src/cluster/ports/index.js';
import { RetryableError } from '../../../src/core/index.js';
import { digestOf, noise } from '../conformance/noise.js';
import { useLab } from './use-cluster.js';

/** More than two chunks, and not a multiple. */
const LARGE = 1_500_001;
const CHUNK = 512 * 1024;
const READS = 50;
const STREAM = 'OBJ_e2a_audio';

describe('objects beside other clients', () => {
  const lab = useLab();
  let library: LibraryStore;
  beforeAll(async () => {
    library = await new Objm(lab().nc).open('e2a_audio');
  });
  const ours = (): ObjectStore => lab().cluster.audio;
  const consumers = async (): Promise<number> => (await lab().jsm.streams.info(STREAM)).state.consumer_count;
  /** Tells how often a part was asked for since. */
  const countReads = async (): Promise<() => Promise<number>> => {
    const { nc } = lab();
    const heard: unknown[] = [];
    const listening = nc.subscribe(`$JS.API.DIRECT.GET.${STREAM}`, { callback: () => void heard.push(null) });
    await nc.flush();
    return async () => {
      await nc.flush();
      listening.unsubscribe();
      return heard.length;
    };
  };
  const stored = async (): Promise<number> => (await lab().jsm.streams.info(STREAM)).state.messages;

  it('are read by the library as we wrote them', async () => {
    const bytes = noise(LARGE, 1);
    const info = await ours().put('moby-dick-7f3a/ch-001-a1b2.flac', bytes, 'Moby-Dick, 1. Loomings');
    const theirs = await library.info(info.name);
    expect(theirs).toMatchObject({
      size: LARGE,
      chunks: 3,
      description: 'Moby-Dick, 1. Loomings',
      bucket: 'e2a_audio',
    });
    expect(digestOf((await library.getBlob(info.name)) ?? new Uint8Array())).toBe(info.digest);
    expect((await library.list()).map((one) => one.name)).toContain(info.name);
  });

  it('have their names as UTF-8, as the `nats` command reads them', async () => {
    // The JavaScript library writes such names otherwise than the Go one, and cannot write most of them.
    await ours().put('Ümläute – 漢.m4b', noise(10, 1), 'x');
    const subject = '$O.e2a_audio.M.w5xtbMOkdXRlIOKAkyDmvKIubTRi';
    expect(await lab().jsm.streams.getMessage(STREAM, { last_by_subj: subject })).not.toBeNull();
    expect((await ours().list('Üm')).map((one) => one.name)).toEqual(['Ümläute – 漢.m4b']);
  });

  it('are read by us as the library wrote them', async () => {
    const bytes = noise(LARGE, 2);
    await library.putBlob({ name: 'theirs/a.m4b', description: 'by hand' }, bytes);
    expect(await ours().info('theirs/a.m4b')).toEqual({
      name: 'theirs/a.m4b',
      bytes: LARGE,
      digest: digestOf(bytes),
      description: 'by hand',
    });
    expect(digestOf(await readAll(ours(), 'theirs/a.m4b'))).toBe(digestOf(bytes));
    await library.delete('theirs/a.m4b');
    expect(await ours().info('theirs/a.m4b')).toBeNull();
    expect((await ours().list('theirs/')).length).toBe(0);
  });

  it('are read from a place on without reading what comes before, also when others came between their parts', async () => {
    const [one, two] = [noise(10 * CHUNK, 11), noise(10 * CHUNK, 12)];
    await Promise.all([ours().put('between/one', one, 'x'), ours().put('between/two', two, 'x')]);
    const asked = await countReads();
    const rest = await readAll(ours(), 'between/one', 9 * CHUNK + 7);
    expect(digestOf(rest)).toBe(digestOf(one.subarray(9 * CHUNK + 7)));
    expect(await asked()).toBe(1);
    for (const from of [CHUNK, 3 * CHUNK - 1])
      expect(digestOf(await readAll(ours(), 'between/two', from))).toBe(digestOf(two.subarray(from)));
  });

  it('that the library wrote are read from a place on, too, whatever its parts are', async () => {
    const bytes = noise(LARGE, 13);
    await library.putBlob({ name: 'theirs/b.m4b', options: { max_chunk_size: 100_000 } }, bytes);
    for (const from of [99_999, 100_001, 1_234_567])
      expect(digestOf(await readAll(ours(), 'theirs/b.m4b', from))).toBe(digestOf(bytes.subarray(from)));
  });

  it('are read from a place on after they were copied to a stream that counts otherwise', async () => {
    const bytes = noise(4 * CHUNK, 14);
    await ours().put('counted', bytes, 'x');
    const subject = '$O.e2a_audio.M.Y291bnRlZA==';
    const record = await lab().jsm.streams.getMessage(STREAM, { last_by_subj: subject });
    const told = record?.json<{ metadata: Record<string, string> }>();
    const places = { 'e2a.chunks': '1+4' };
    const lie = JSON.stringify({ ...told, metadata: places });
    expect(Object.keys(told?.metadata ?? {})).toEqual(Object.keys(places));
    await lab().jsm.streams.purge(STREAM, { filter: subject });
    await lab().nc.request(subject, lie);
    expect(digestOf(await readAll(ours(), 'counted', 2 * CHUNK))).toBe(digestOf(bytes.subarray(2 * CHUNK)));
  });

  it(`leave no consumer behind after ${READS} reads, infos and lists`, async () => {
    await ours().put('read-often', noise(LARGE, 3), 'x');
    const before = await consumers();
    for (let n = 0; n < READS; n++) {
      await readAll(ours(), 'read-often');
      await ours().info('read-often');
      await ours().list('read');
    }
    expect(await consumers()).toBe(before);
  });

  it('leave no part behind when replaced, removed or broken off', async () => {
    const before = await stored();
    await ours().put('short-lived', noise(LARGE, 4), 'x');
    await ours().put('short-lived', noise(LARGE, 5), 'x');
    await ours().remove('short-lived');
    await expect(ours().put('short-lived', breaking(), 'x')).rejects.toThrow('broke');
    expect(await stored()).toBe(before);
  });

  it('are told from damaged ones at the end of a read', async () => {
    await ours().put('damaged', noise(LARGE, 6), 'x');
    const { nuid } = (await library.info('damaged')) ?? { nuid: '' };
    const chunk = await lab().jsm.streams.getMessage(STREAM, { last_by_subj: `$O.e2a_audio.C.${nuid}` });
    await lab().jsm.streams.deleteMessage(STREAM, chunk?.seq ?? 0);
    await expect(readAll(ours(), 'damaged')).rejects.toMatchObject({ failure: { code: 'E2A-4009' } });
    await lab().jsm.streams.purge(STREAM, { filter: `$O.e2a_audio.C.${nuid}` });
    await expect(readAll(ours(), 'damaged')).rejects.toMatchObject({ failure: { code: 'E2A-4009' } });
  });

  it('ask for another try when they were replaced while being read', async () => {
    await ours().put('replaced', noise(LARGE, 7), 'x');
    const reading = (await ours().get('replaced'))?.[Symbol.asyncIterator]();
    await reading?.next();
    await ours().put('replaced', noise(LARGE, 8), 'x');
    const rest = (async () => {
      while (!(await reading?.next())?.done);
    })();
    await expect(rest).rejects.toBeInstanceOf(RetryableError);
  });

  it('do not mix when two hosts write one name at once', async () => {
    const other = await lab().join();
    const contents = [randomBytes(LARGE), randomBytes(LARGE)];
    const [a, b] = await Promise.all([
      ours().put('contested', contents[0] ?? randomBytes(1), 'a'),
      other.audio.put('contested', contents[1] ?? randomBytes(1), 'b'),
    ]);
    const digest = digestOf(await readAll(ours(), 'contested'));
    expect([a?.digest, b?.digest]).toContain(digest);
  });

  it('survive a kill of the server in the middle of a put', async () => {
    const { server } = lab();
    const bytes = noise(20 * LARGE, 9);
    const putting = ours().put('through-a-kill', bytes, 'x');
    await server.kill();
    await server.start();
    const info = await putting;
    expect(digestOf(await readAll(ours(), 'through-a-kill'))).toBe(info.digest);
  });
});

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield noise(LARGE, 10);
  throw new Error('broke');
}

async function readAll(store: ObjectStore, name: string, from = 0): Promise<Uint8Array> {
  const content = await store.get(name, from);
  if (content === null) throw new Error(`no object ${name}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
