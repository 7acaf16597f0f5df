import type { StoredMsg } from '@nats-io/jetstream';
import type { DeadLetter, DeadLetters } from '../ports/index.js';
import { decodeDeadLetter, encodeDeadLetter } from './codec.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { DEAD_STREAM, DEAD_SUBJECTS, deadSubject } from './subjects.js';

/** More than anybody reads; the rest can be looked at with `nats stream view E2A_DEAD`. */
const LIST_MAX = 10_000;

/** Dead letters on the stream E2A_DEAD, kept for 30 days. */
export function jetStreamDeadLetters(link: Link): DeadLetters {
  return {
    record: async (letter, publishId) => {
      const payload = encodeDeadLetter(letter);
      await patiently(link, 'recording a dead letter', () =>
        link.js.publish(deadSubject(letter), payload, { msgID: publishId }),
      );
    },
    list: () => listLetters(link),
  };
}

async function listLetters(link: Link): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (let seq = 1, read = 0; read < LIST_MAX; read++) {
    const message = await nextLetter(link, seq);
    if (message === null) break;
    const letter = decodeDeadLetter(message.data);
    if (letter !== null) letters.push(letter);
    seq = message.seq + 1;
  }
  return letters;
}

const nextLetter = (link: Link, seq: number): Promise<StoredMsg | null> =>
  patiently(link, 'reading dead letters', () =>
    link.jsm.direct.getMessage(DEAD_STREAM, { seq, next_by_subj: DEAD_SUBJECTS }),
  );
