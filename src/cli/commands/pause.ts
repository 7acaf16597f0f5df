import type { Command } from 'commander';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

const PAUSE: BookVerb<AnswerFlags> = {
  name: 'pause',
  description: 'let a job rest until e2a resume; what is being spoken is finished',
  participle: 'paused',
  command: () => ({ type: 'PauseBook' }),
  done: ({ status: { job, state, paused } }) =>
    paused ? `${job} is paused; it goes on with: e2a resume ${job}` : `${job} ended before that: it is ${state}.`,
  already: ({ status: { job } }) => `${job} is paused already.`,
  fix: (job) => `e2a show ${job}`,
};

export const pauseCommand = (context: CommandContext): Command => bookVerbCommand(PAUSE, context);
