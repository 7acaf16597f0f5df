import { Command } from 'commander';
import { type Client, createClient, type JobStatus } from '../../client/index.js';
import { EXIT, type ExitCode, type JobId } from '../../core/index.js';
import {
  action,
  type ClusterFlags,
  clusterFlags,
  JOB_ARGUMENT,
  settingsFor,
  withCluster,
  withJson,
} from '../command.js';
import { withOpenCluster } from '../open-cluster.js';
import { ndjson } from '../render/ndjson.js';
import type { CommandContext } from '../surroundings.js';

interface CancelFlags extends ClusterFlags {
  readonly json?: boolean;
}

/** A Book that is up answers within a second; without one the message waits in its mailbox. */
const ANSWER_LIMIT_MS = 5_000;

export function cancelCommand(context: CommandContext): Command {
  const command = new Command('cancel')
    .description('stop a job for good; what is spoken is kept for a later submit')
    .argument('<job>', JOB_ARGUMENT);
  return withJson(withCluster(command)).action(
    action(context, (job: string, flags: CancelFlags) => cancel(job, flags, context)),
  );
}

async function cancel(name: string, flags: CancelFlags, context: CommandContext): Promise<ExitCode> {
  const settings = settingsFor(context, clusterFlags(flags));
  return withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, context.clock);
    const job = await client.find(name);
    const answer = await client.cancel(job);
    const status = answer === 'finished' ? await client.current(job) : await answerOf(client, job, context);
    if (flags.json === true) context.out.write(ndjson({ job, state: status.state }));
    else context.words.write(`${sentence(answer, status)}\n`);
    return EXIT.done;
  });
}

/** Looks until the Book has taken the message, or not much longer than that should take. */
async function answerOf(client: Client, job: JobId, { clock, interruption }: CommandContext): Promise<JobStatus> {
  const enough = new AbortController();
  void clock.sleep(ANSWER_LIMIT_MS, interruption.signal).then(() => enough.abort());
  for await (const { status } of client.watch(job, { signal: enough.signal })) {
    if (status.state === 'cancelled') return status;
  }
  return client.current(job);
}

function sentence(answer: 'asked' | 'finished', { job, state }: JobStatus): string {
  if (answer === 'finished') return `There is nothing to cancel: ${job} is ${state}.`;
  if (state === 'cancelled') return `${job} is cancelled; what is spoken is kept.`;
  return `${job} was asked to stop; no node with the role book has answered yet (it is ${state}).`;
}
