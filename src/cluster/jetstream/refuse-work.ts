import type { DeadLetters } from '../ports/index.js';
import type { RefuseWork } from './work-queue.js';

const JOB_AT = 4;

/** An item that nobody can read becomes a dead letter, or it would go round for ever. */
export const refuseInto =
  (deadLetters: DeadLetters): RefuseWork =>
  async (subject, reason) => {
    const [job = 'unknown', chapter = 'unknown', item = 'unknown', attempt = ''] = subject.split('.').slice(JOB_AT);
    const letter = { job, chapter, item, reason: `The work item cannot be read: ${reason}`, detail: { subject } };
    await deadLetters.record({ ...letter, origin: 'work', at: Date.now() }, `unreadable:${subject}:${attempt}`);
  };
