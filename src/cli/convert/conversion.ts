import { join } from 'node:path';
import { type Client, createClient, type JobStatus, type ReadingReport } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { hostEndedError } from '../host-ended.js';
import { follow, isFinal, outcomeOf } from '../follow.js';
import { throwIfInterrupted } from '../interruption.js';
import type { JobView } from '../render/job-view.js';
import type { CommandContext } from '../surroundings.js';
import type { Telemetry } from '../../telemetry/index.js';
import { deliveryTo } from './delivery.js';
import { type LocalCluster, serverLost } from './local-cluster.js';
import { startLocalHosts } from './local-hosts.js';
import type { OutputPlace } from './output-path.js';
import type { PreparedConversion } from './prepare.js';
import { watchDisk } from './watch-disk.js';

export interface ConversionEnd {
  readonly status: JobStatus;
  readonly place: OutputPlace;
  /** Absolute, sound first. */
  readonly paths: readonly string[];
  /** All of it was there before. */
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
  const delivery = deliveryTo(prepared.place);
  const { force } = prepared.order;
  const made = status !== null && status.files.length > 0 && !force ? status : null;
  const told = async (last: JobStatus, paths: readonly string[], already: boolean): Promise<ConversionEnd> => {
    return { status: last, place: prepared.place, paths, already, report: await client.report(job) };
  };
  if (made !== null && (await delivery.holds(made.files))) return told(made, pathsOf(prepared.place, made), true);
  // Into a folder that is there a finished book comes file by file; each is looked at then.
  if (!force && (made === null || !prepared.place.isFolder)) await delivery.demandFree();
  await prepared.tellSpokenAlready(client);
  const finished = made ?? (await speakBook(client, local, prepared, settings, context, view, telemetry));
  return told(finished, await delivery.bring(client, job, force), false);
}

const pathsOf = ({ path, isFolder }: OutputPlace, { files }: JobStatus): readonly string[] =>
  isFolder ? files.map(({ name }) => join(path, name)) : [path];

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
  const { choice, otherVoices, planInHand } = prepared;
  const hosts = await startLocalHosts(context, settings, choice, otherVoices, local.cluster, telemetry, planInHand);
  const broken = new AbortController();
  const over = new AbortController();
  void watchDisk({ folder: settings.dataFolder, clock: context.clock, say: view.say }, over.signal);
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
    over.abort();
    const asked = interruption.reason() !== null;
    if (asked) view.say('Stopping after what is being spoken now. Once more stops at once.');
    await hosts.stop(asked ? settings.graceSeconds * 1000 : CLOSING_GRACE_MS);
  }
}
