import type { StoredMsg } from '@nats-io/jetstream';
import type { ObjectStore } from '../ports/index.js';
import { inLanes } from './in-lanes.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import type { ObjectRecord } from './object-layout.js';
import { allRecords, chunkSubject, decodeRecord, infoOf, nameOfRecord, recordSubject } from './object-layout.js';
import { readChunks } from './object-reader.js';
import { sweepChunks } from './object-sweep.js';
import { writeObject } from './object-writer.js';
import { patiently } from './patience.js';
import { objectStream } from './subjects.js';

/** Records read at the same time while listing. */
const LIST_LANES = 16;

/** Objects in the standard layout: the `nats object` commands read what we write, and we what they write. */
export function jetStreamObjects(link: Link, bucket: string): ObjectStore {
  const stream = objectStream(bucket);
  const recordOf = (name: string): Promise<ObjectRecord | null> =>
    findRecord(link, stream, recordSubject(bucket, name));
  return {
    put: async (name, content, description) => {
      const old = await recordOf(name);
      const record = await writeObject(link, { bucket, stream, name, description }, content);
      if (old !== null) await purge(link, stream, chunkSubject(bucket, old.nuid));
      return infoOf(record);
    },
    get: async (name, from = 0) => {
      const record = await recordOf(name);
      if (record === null) return null;
      const stillThere = async (): Promise<boolean> => (await recordOf(name))?.nuid === record.nuid;
      return readChunks(link, stream, record, stillThere, from);
    },
    info: async (name) => {
      const record = await recordOf(name);
      return record && infoOf(record);
    },
    list: async (prefix) => {
      const subjects = await subjectsOf(link, stream, allRecords(bucket));
      const wanted = subjects.filter((subject) => nameOfRecord(bucket, subject).startsWith(prefix));
      const records = await inLanes(wanted, LIST_LANES, (subject) => findRecord(link, stream, subject));
      return records.filter((record) => record !== null).map(infoOf);
    },
    remove: async (name) => {
      const record = await recordOf(name);
      await purge(link, stream, recordSubject(bucket, name));
      if (record !== null) await purge(link, stream, chunkSubject(bucket, record.nuid));
    },
    sweep: (untouchedSince) => sweepChunks(link, bucket, untouchedSince),
  };
}

/** From the leader, so that an object is there for everybody as soon as its put has resolved. */
async function findRecord(link: Link, stream: string, subject: string): Promise<ObjectRecord | null> {
  const message = await patiently(
    link,
    'looking for an object',
    (): Promise<StoredMsg | null> => link.jsm.streams.getMessage(stream, { last_by_subj: subject }),
  );
  const record = message && decodeRecord(message.data);
  return record?.deleted ? null : record;
}

async function purge(link: Link, stream: string, filter: string): Promise<void> {
  await patiently(link, 'removing an object', () => link.jsm.streams.purge(stream, { filter }));
}
