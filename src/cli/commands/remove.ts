import type { Command } from 'commander';
import type { JobStatus } from '../../client/index.js';
import { type AnswerFlags, type BookVerb, bookVerbCommand, refusedError } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';

interface RemoveFlags extends AnswerFlags {
  readonly force?: boolean;
}

const REMOVE: BookVerb<RemoveFlags> = {
  name: 'remove',
  description: 'take a job away with its files; clips stay, so that the same book need not be spoken again',
  participle: 'removed',
  command: async ({ force }, client, job) => {
    const status = await client.current(job);
    if (force !== true && isUnderWay(status)) throw stillUnderWay(status);
    return { type: 'RemoveBook' };
  },
  done: ({ status: { job } }) => `${job} is removed.`,
  already: ({ status: { job } }) => `${job} is removed already.`,
  fix: (job) => `e2a show ${job}`,
};

export const removeCommand = (context: CommandContext): Command =>
  bookVerbCommand(REMOVE, context, (command) => command.option('--force', 'also while it is being made'));

const UNDER_WAY: ReadonlySet<JobStatus['state']> = new Set(['reading', 'converting', 'mastering', 'assembling']);

const isUnderWay = ({ state }: JobStatus): boolean => UNDER_WAY.has(state);

const stillUnderWay = ({ job, state, percent }: JobStatus) =>
  refusedError(
    `${job} is not removed.`,
    `It is ${state}, ${percent.toFixed(1)} % of it is done.`,
    `e2a remove ${job} --force, or e2a cancel ${job}, which keeps what is spoken`,
  );
