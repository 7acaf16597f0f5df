import { isMessage, type JobId } from '../../core/index.js';
import type { WaitingMail } from '../ports/index.js';
import { decodeObject } from './codec.js';
import { inLanes } from './in-lanes.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { patiently } from './patience.js';
import { actorOfMail, MAIL_STREAM, mailOfKind } from './subjects.js';

/** Mailboxes looked into; a screen shows no more, and a flood must not become as many requests. */
const LOOKED_INTO_MAX = 500;
const LANES = 8;

/** The oldest mail of each actor of a kind, or of one job; asks for counts and messages, so no consumer is made. */
export async function waitingMail(link: Link, kind: string, job: JobId | undefined): Promise<readonly WaitingMail[]> {
  const found = await Promise.all(mailOfKind(kind, job).map((filter) => subjectsOf(link, MAIL_STREAM, filter)));
  const subjects = found.flat().slice(0, LOOKED_INTO_MAX);
  const waiting = await inLanes(subjects, LANES, (subject) => oldestOf(link, subject));
  return waiting.filter((one) => one !== null);
}

/** Null when it was settled in the meantime. */
async function oldestOf(link: Link, subject: string): Promise<WaitingMail | null> {
  const to = actorOfMail(subject);
  const oldest = await patiently(link, 'looking into a mailbox', () =>
    link.jsm.direct.getMessage(MAIL_STREAM, { seq: 1, next_by_subj: subject }),
  );
  if (to === null || oldest === null) return null;
  const letter = decodeObject(oldest.data);
  const message = letter.ok ? letter.value['message'] : undefined;
  return { to, since: oldest.time.getTime(), message: isMessage(message) ? message : null };
}
