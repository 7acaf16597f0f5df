import { CODES, EXIT, type ExitCode, type Failure, UserError } from '../../core/index.js';
import type { Shelf } from '../../ordering/index.js';
import { throwIfInterrupted } from '../interruption.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

/** The code of a command that did many things: the first of these that one of them had. */
const WORST_FIRST = [EXIT.badInput, EXIT.failed, EXIT.unavailable, EXIT.usage, EXIT.notFound, EXIT.partial] as const;

export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.done;

/**
 * Does the same with one book after another. What is wrong with one is said in a line and stops no other; that the
 * cluster is away, or somebody wants to stop, stops all.
 * @returns the exit code of each
 */
export async function eachBook(
  books: readonly string[],
  json: boolean,
  context: CommandContext,
  work: (book: string, place: number) => Promise<ExitCode>,
): Promise<readonly ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const [index, book] of books.entries()) {
    throwIfInterrupted(context.interruption);
    try {
      codes.push(await work(book, index + 1));
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode === EXIT.unreachable) throw error;
      codes.push(error.exitCode);
      tellRefused(book, error.failure, json, context);
    }
  }
  return codes;
}

export function tellRefused(book: string, failure: Failure, json: boolean, { out, words }: CommandContext): void {
  const { code, what, why, fix } = failure;
  if (json) out.write(ndjson({ type: 'refused', book, code, what, why, fix }));
  else words.write(`${words.paint('red', book)}: ${[what, why].filter(Boolean).join(' ')} (${code})\n`);
}

/** A plan file is of one book. Throws a UserError (exit 2). */
export function demandOneForPlan({ isOneBook }: Shelf, plan: string | undefined): void {
  if (isOneBook || plan === undefined) return;
  throw new UserError(
    {
      code: CODES.usage,
      what: '--plan goes with one book, and several are named.',
      why: `${plan} was made for one of them.`,
      fix: 'one command for each book that has a plan file',
    },
    EXIT.usage,
  );
}
