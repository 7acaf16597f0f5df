import type { Command } from 'commander';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

const RESUME: BookVerb<AnswerFlags> = {
  name: 'resume',
  description: 'let a paused job go on',
  participle: 'resumed',
  command: () => ({ type: 'ResumeBook' }),
  done: ({ status: { job } }) => `${job} goes on.`,
  already: ({ status: { job } }) => `${job} is not paused.`,
  fix: (job) => `e2a retry ${job}`,
};

export const resumeCommand = (context: CommandContext): Command => bookVerbCommand(RESUME, context);
