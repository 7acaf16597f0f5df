import type { Client, JobStatus, OpenedFile } from '../client/index.js';
import { CODES, EXIT, type JobId, UserError } from '../core/index.js';
import { toldBitByBit } from './waiting.js';

/** A finished file, in the cluster. */
export interface JobFile {
  readonly name: string;
  readonly bytes: number;
  /** sha256, hex. */
  readonly digest: string;
  /** Its bytes; checked at the end. */
  stream(): AsyncIterable<Uint8Array>;
}

/** What a job became. */
export interface JobResult {
  /** `partial`: something is missing, see `missing`. */
  readonly state: 'completed' | 'partial';
  /** Sound first. */
  readonly files: readonly JobFile[];
  /** What the file lacks, in words. */
  readonly missing: readonly string[];
  readonly status: JobStatus;
}

/** @throws UserError (exit 1) when it failed, was cancelled or was removed */
export function resultOf(client: Client, status: JobStatus, closing: AbortSignal): JobResult {
  const { state, files, missing } = status;
  if (state !== 'completed' && state !== 'partial') throw notMade(status);
  return {
    state,
    files: files.map(({ name, bytes, digest }) => ({
      name,
      bytes,
      digest,
      stream: () => toldBitByBit(() => whole(() => client.openFile(status.job, name)), closing),
    })),
    missing,
    status,
  };
}

/** All bytes of what can be opened. */
export async function* whole(open: () => Promise<OpenedFile>): AsyncGenerator<Uint8Array> {
  const file = await open();
  yield* file.read(0, file.bytes);
}

const notMade = ({ job, state, failure }: { job: JobId } & Pick<JobStatus, 'state' | 'failure'>): UserError =>
  new UserError(
    failure ?? {
      code: CODES.jobFailed,
      what: `The job ${job} was ${state}.`,
      fix: state === 'removed' ? 'submit the book again' : 'retry() goes on with it; what is spoken is kept',
    },
    EXIT.failed,
  );
