import type { StoredMsg } from '@nats-io/jetstream';
import { CODES, TerminalError } from '../../core/index.js';
import type { ClipFacts, ClipStore } from '../ports/index.js';
import { classify } from './classify.js';
import { cleanClips } from './clip-cleaning.js';
import { factsOf, HEADER_BYTES, headersOf } from './clip-headers.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { patiently } from './patience.js';
import { CLIP_FILTER, CLIP_STREAM, clipSubject } from './subjects.js';

/** Clips as single messages on the stream E2A_CLIPS; the server refuses a second one under a key. */
export function jetStreamClips(link: Link): ClipStore {
  return {
    put: async (key, bytes, facts) => {
      checkSize(link, key, bytes);
      const subject = clipSubject(key);
      return await patiently(link, 'storing a clip', async () => {
        try {
          await link.js.publish(subject, bytes, {
            headers: headersOf(facts),
            expect: { lastSubjectSequence: 0 },
          });
          return facts;
        } catch (error) {
          if (classify(error) !== 'conflict') throw error;
          return (await firstStored(link, subject)) ?? Promise.reject(error);
        }
      });
    },
    get: async (key) => {
      const message = await direct(link, clipSubject(key));
      const facts = message && factsOf(message.header);
      return message && facts ? { ...facts, bytes: message.data } : null;
    },
    facts: async (key) => {
      const message = await direct(link, clipSubject(key));
      return message && factsOf(message.header);
    },
    stored: async (keys) => {
      if (keys.size === 0) return keys;
      const subjects = new Set(await subjectsOf(link, CLIP_STREAM, CLIP_FILTER, 'looking which clips are there'));
      return new Set([...keys].filter((key) => subjects.has(clipSubject(key))));
    },
    clean: (cleaning) => cleanClips(link, cleaning),
  };
}

const direct = (link: Link, subject: string): Promise<StoredMsg | null> =>
  patiently(link, 'reading a clip', () => link.jsm.direct.getMessage(CLIP_STREAM, { last_by_subj: subject }));

/** From the leader: a follower may not have the clip yet that made our publish fail. */
async function firstStored(link: Link, subject: string): Promise<ClipFacts | null> {
  const message = await link.jsm.streams.getMessage(CLIP_STREAM, { last_by_subj: subject });
  return message && factsOf(message.header);
}

function checkSize(link: Link, key: string, bytes: Uint8Array): void {
  const most = link.nc.info?.max_payload ?? 0;
  const limit = most - HEADER_BYTES;
  // 0: just connected again, and not known yet; the server itself refuses what is too long.
  if (most === 0 || bytes.length <= limit) return;
  throw new TerminalError({
    code: CODES.clipDamaged,
    what: `The clip ${key} has ${bytes.length} bytes; the server takes ${limit}.`,
    why: 'Clips are short by construction: about 15 s of speech.',
    fix: 'Raise max_payload in the configuration of the server.',
  });
}
