import type { Command } from 'commander';
import type { BookCommand, JobStatus } from '../../client/index.js';
import { type AnswerFlags, type BookVerb, bookVerbCommand } from '../book-verb.js';
import type { CommandContext } from '../surroundings.js';
import { loadPlanning } from '../wiring.js';

interface RetryFlags extends AnswerFlags {
  readonly chapters: string;
}

const RETRY: BookVerb<RetryFlags> = {
  name: 'retry',
  description: 'go on with a job that is over: what is missing is spoken, the rest is kept',
  participle: 'retried',
  command: async ({ chapters }, client, job) => retryOf(chapters, await client.current(job)),
  done: ({ status: { job } }) => `${job} goes on. Look: e2a watch ${job}`,
  already: ({ status: { job } }) => `${job} goes on already.`,
  fix: (job) => `e2a show ${job}; a job that is over starts anew with: e2a submit BOOK --force`,
};

export const retryCommand = (context: CommandContext): Command =>
  bookVerbCommand(RETRY, context, (command) =>
    command.option('--chapters <which>', 'failed, all, or numbers as e2a show has them: 1,3-5', 'failed'),
  );

/** @throws UserError (exit 2) for chapters that the job cannot have */
async function retryOf(chapters: string, { chapters: known }: JobStatus): Promise<BookCommand> {
  if (chapters === 'failed' || chapters === 'all') return { type: 'RetryBook', what: chapters };
  const { selectChapters } = await loadPlanning();
  const highest = Math.max(1, ...known.map(({ n }) => n));
  return { type: 'RetryBook', what: 'all', chapters: selectChapters(chapters, highest) };
}
