import type { Command } from 'commander';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

const REMOVE: BookVerb<AnswerFlags> = {
  name: 'remove',
  description: 'take a job away with its files; clips stay, so that the same book need not be spoken again',
  participle: 'removed',
  command: () => ({ type: 'RemoveBook' }),
  done: ({ status: { job } }) => `${job} is removed.`,
  already: ({ status: { job } }) => `${job} is removed already.`,
  fix: (job) => `e2a show ${job}`,
};

export const removeCommand = (context: CommandContext): Command => bookVerbCommand(REMOVE, context);
