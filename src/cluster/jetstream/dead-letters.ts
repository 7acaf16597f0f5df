import type { StoredMsg } from '@nats-io/jetstream';
import type { DeadLetters, KeptLetter } from '../ports/index.js';
import { decodeDeadLetter, encodeDeadLetter } from './codec.js';
import { deleteMessage } from './delete-message.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { DEAD_STREAM, DEAD_SUBJECTS, deadSubject } from './subjects.js';

/** More than anybody reads; the rest can be looked at with `nats stream view E2A_DEAD`. */
const LIST_MAX = 10_000;
const SEQUENCE = /^[1-9][0-9]{0,14}$/;

/** Dead letters on the stream E2A_DEAD, kept for 30 days; a letter's id is its sequence in the stream. */
export function jetStreamDeadLetters(link: Link): DeadLetters {
  return {
    record: async (letter, publishId) => {
      const payload = encodeDeadLetter(letter);
      await patiently(link, 'recording a dead letter', () =>
        link.js.publish(deadSubject(letter), payload, { msgID: publishId }),
      );
    },
    list: () => listLetters(link),
    get: async (id) => {
      if (!SEQUENCE.test(id)) return null;
      const message = await patiently(link, 'reading a dead letter', () =>
        link.jsm.streams.getMessage(DEAD_STREAM, { seq: Number(id) }),
      );
      return message && letterIn(message);
    },
    remove: async (id) =>
      SEQUENCE.test(id) && (await deleteMessage(link, DEAD_STREAM, Number(id), 'removing a dead letter')),
  };
}

async function listLetters(link: Link): Promise<KeptLetter[]> {
  const letters: KeptLetter[] = [];
  for (let seq = 1, read = 0; read < LIST_MAX; read++) {
    const message = await nextLetter(link, seq);
    if (message === null) break;
    const letter = letterIn(message);
    if (letter !== null) letters.push(letter);
    seq = message.seq + 1;
  }
  return letters;
}

function letterIn(message: StoredMsg): KeptLetter | null {
  const letter = decodeDeadLetter(message.data);
  return letter && { id: String(message.seq), ...letter };
}

const nextLetter = (link: Link, seq: number): Promise<StoredMsg | null> =>
  patiently(link, 'reading dead letters', () =>
    link.jsm.direct.getMessage(DEAD_STREAM, { seq, next_by_subj: DEAD_SUBJECTS }),
  );
