import { type Command, Option } from 'commander';
import { PRIORITIES, type Priority } from '../../core/index.js';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

interface MoveFlags extends AnswerFlags {
  readonly priority: Priority;
}

const MOVE: BookVerb<MoveFlags> = {
  name: 'move',
  description: 'let a job be served before others or after them',
  participle: 'moved',
  command: ({ priority }) => ({ type: 'MoveBook', priority }),
  done: ({ status: { job, priority } }) => `${job} has the priority ${priority} now.`,
  already: ({ status: { job, priority } }) => `${job} has the priority ${priority} already.`,
  fix: (job) => `e2a show ${job}`,
};

export const moveCommand = (context: CommandContext): Command =>
  bookVerbCommand(MOVE, context, (command) => command.addOption(priorityOption().makeOptionMandatory()));

/** `--priority`, for what is ordered and for what is moved. */
export const priorityOption = (): Option =>
  new Option('--priority <p>', 'p0 preview, p1 normal, p2 when nothing else is to do').choices(PRIORITIES);
