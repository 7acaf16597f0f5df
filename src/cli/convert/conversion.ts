import { type Client, createClient, digestOfFile, type JobStatus, type ReadingReport } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { hostEndedError } from '../host-ended.js';
import { follow, isFinal, outcomeOf } from '../follow.js';
import { throwIfInterrupted } from '../interruption.js';
import type { JobView } from '../render/job-view.js';
import type { CommandContext } from '../surroundings.js';
import type { Telemetry } from '../../telemetry/index.js';
import type { LocalCluster } from './local-cluster.js';
import { startLocalHosts } from './local-hosts.js';
import type { PreparedConversion } from './prepare.js';

export interface ConversionEnd {
  readonly status: JobStatus;
  readonly path: string;
  /** The file was there before. */
  readonly already: boolean;
  readonly report: ReadingReport | null;
}

/** When the job is over nothing is in flight; this is for connections and children to close in order. */
const CLOSING_GRACE_MS = 5_000;

/** The job from the order to the file in its place, on a cluster that is up. */
export async function runConversion(
  local: LocalCluster,
  prepared: PreparedConversion,
  settings: Settings,
  context: CommandContext,
  view: JobView,
  telemetry: Telemetry,
): Promise<ConversionEnd> {
  const client = createClient(local.cluster, context.clock);
  const { job, status } = await client.locate(prepared.order);
  const file = status?.files[0];
  const there = await existing(prepared.output);
  const { force } = prepared.order;
  if (file !== undefined && status !== null && there === file.digest && !force)
    return { status, path: prepared.output, already: true, report: await client.report(job) };
  if (there !== null && !force) throw occupied(prepared.output);
  await prepared.tellSpokenAlready(client);
  const finished =
    file !== undefined && status !== null && !force
      ? status
      : await speakBook(client, local, prepared, settings, context, view, telemetry);
  const fetched = await client.fetch({ job, pathFor: () => prepared.output, force });
  return { status: finished, path: fetched.path, already: false, report: await client.report(job) };
}

/** Hosts the actors until the job is over. @throws Interrupted, or the job's own failure (exit 1). */
async function speakBook(
  client: Client,
  local: LocalCluster,
  prepared: PreparedConversion,
  settings: Settings,
  context: CommandContext,
  view: JobView,
  telemetry: Telemetry,
): Promise<JobStatus> {
  const { interruption } = context;
  const { choice, otherVoices } = prepared;
  const hosts = await startLocalHosts(context, settings, choice, otherVoices, local.cluster, telemetry);
  const broken = new AbortController();
  void hosts.done.then((reason) => broken.abort(hostEndedError(reason)));
  void local.lost.then(() => broken.abort(serverLost()));
  try {
    throwIfInterrupted(interruption);
    const { job, afterTurn } = await client.submit(prepared.order);
    const signal = AbortSignal.any([interruption.signal, broken.signal]);
    const last = await follow(client, job, view, { signal, afterTurn });
    throwIfInterrupted(interruption);
    if (!isFinal(last)) throw broken.signal.reason;
    outcomeOf(last);
    return last;
  } finally {
    const asked = interruption.reason() !== null;
    if (asked) view.say('Stopping after what is being spoken now. Once more stops at once.');
    await hosts.stop(asked ? settings.graceSeconds * 1000 : CLOSING_GRACE_MS);
  }
}

/** A folder in the file's place is "something else", whatever is in it. */
const existing = (path: string): Promise<string | null> =>
  digestOfFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') return 'a folder';
    throw error;
  });

const occupied = (path: string): UserError =>
  new UserError(
    {
      code: CODES.outputExists,
      what: `${path} is there already.`,
      why: 'It was not made by this order (another voice or word list, other chapters, or another book), or it was changed since.',
      fix: 'name another file with --output, or write over it with --force',
    },
    EXIT.usage,
  );

const serverLost = (): UserError =>
  new UserError(
    {
      code: CODES.serverFailed,
      what: "This machine's nats-server ended before the book was done.",
      why: 'Somebody stopped it, or the disk is full.',
      fix: 'e2a doctor; then the same command goes on where it stopped',
    },
    EXIT.unreachable,
  );
