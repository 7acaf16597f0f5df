import type { StoredMsg } from '@nats-io/jetstream';
import type { Instant } from '../../core/index.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { allChunks, allRecords, chunkSubject, decodeRecord } from './object-layout.js';
import { patiently } from './patience.js';
import { objectStream } from './subjects.js';

/**
 * Chunks that no record names: of a put that was killed in the middle, or of one of two puts of the same name at the
 * same time. A put under way looks the same, so only what has been left alone for long is taken.
 *
 * The chunks are listed before the records: what becomes an object in between is then seen as one.
 * @returns objects of which something was removed
 */
export async function sweepChunks(link: Link, bucket: string, untouchedSince: Instant): Promise<number> {
  const stream = objectStream(bucket);
  const chunks = await subjectsOf(link, stream, allChunks(bucket));
  const named = await namedChunks(link, bucket, stream);
  let swept = 0;
  for (const subject of chunks.filter((one) => !named.has(one))) {
    const last = await lastOf(link, stream, subject);
    if (last === null || last.time.getTime() >= untouchedSince) continue;
    await patiently(link, 'sweeping objects', () => link.jsm.streams.purge(stream, { filter: subject }));
    swept++;
  }
  return swept;
}

async function namedChunks(link: Link, bucket: string, stream: string): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (const subject of await subjectsOf(link, stream, allRecords(bucket))) {
    const message = await lastOf(link, stream, subject);
    const record = message && decodeRecord(message.data);
    if (record) named.add(chunkSubject(bucket, record.nuid));
  }
  return named;
}

/** From the leader: a follower may not know the newest record yet. */
const lastOf = (link: Link, stream: string, subject: string): Promise<StoredMsg | null> =>
  patiently(link, 'sweeping objects', () => link.jsm.streams.getMessage(stream, { last_by_subj: subject }));
