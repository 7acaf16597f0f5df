import type { Client } from '../../client/index.js';
import { EXIT, type ExitCode, type JobId, type Json, UserError } from '../../core/index.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

/** Keeps what becomes of each book of a batch. */
export interface KeptBatch {
  /** Does `order` for the book at `place`, from 1, and keeps its job, or why it was refused; the error goes on. */
  keep(place: number, order: () => Promise<JobId>): Promise<ExitCode>;
  /** Says how to look at it. */
  tell(): void;
}

export interface NamedList {
  readonly name: string | undefined;
  /** Files as they were named. */
  readonly books: readonly string[];
  /** What else makes other jobs of them. */
  readonly wishes: Json;
}

/** Without a name nothing is kept. The same list again is the same batch. */
export async function keptBatch(
  client: Client,
  { name, books, wishes }: NamedList,
  json: boolean,
  { out, words }: CommandContext,
): Promise<KeptBatch> {
  if (name === undefined) return { keep: (_place, order) => order().then(() => EXIT.done), tell: () => undefined };
  const { id, already } = await client.batches.create(name, books, wishes);
  if (json) out.write(ndjson({ type: 'batch', id, name, books: books.length, already }));
  return {
    keep: async (place, order) => {
      try {
        await client.batches.settle(id, place - 1, { job: await order() });
        return EXIT.done;
      } catch (error) {
        if (error instanceof UserError && error.exitCode !== EXIT.unreachable)
          await client.batches.settle(id, place - 1, { failure: error.failure });
        throw error;
      }
    },
    tell: () => {
      if (!json) words.write(`Batch ${id}${already ? ' (there already)' : ''}. Look: e2a batch report ${id}\n`);
    },
  };
}
