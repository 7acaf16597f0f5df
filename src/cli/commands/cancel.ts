import type { Command } from 'commander';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

const CANCEL: BookVerb<AnswerFlags> = {
  name: 'cancel',
  description: 'stop a job for good; what is spoken is kept for a later retry or submit',
  participle: 'cancelled',
  command: () => ({ type: 'CancelBook' }),
  done: ({ status: { job, state } }) =>
    state === 'cancelled'
      ? `${job} is cancelled; what is spoken is kept.`
      : `${job} ended before that: it is ${state}.`,
  already: ({ status: { job } }) => `${job} is cancelled already.`,
  moot: ({ status: { job, state } }) => `There is nothing to cancel: ${job} is ${state}.`,
  fix: (job) => `e2a show ${job}`,
};

export const cancelCommand = (context: CommandContext): Command => bookVerbCommand(CANCEL, context);
