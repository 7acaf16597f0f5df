import { Command } from 'commander';
import { CODES, EXIT, type ExitCode, UserError } from '../../core/index.js';
import { sentLine } from '../../ordering/index.js';
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
import { drawingOn } from '../render/drawing.js';
import { jobDocument, jobText } from '../render/jobs.js';
import { ndjson } from '../render/ndjson.js';
import { notSpokenOf, reportSummary, reportText } from '../render/report.js';
import type { Screen } from '../screen.js';
import type { CommandContext } from '../surroundings.js';
import { createClient, type JobStatus, type ReadingReport } from '../../client/index.js';

interface ShowFlags extends ClusterFlags {
  readonly report?: boolean;
  readonly json?: boolean;
}

export function showCommand(context: CommandContext): Command {
  const command = new Command('show')
    .description('how a job stands, chapter by chapter')
    .argument('<job>', JOB_ARGUMENT)
    .option('--report', 'only what is not spoken and what is odd about the book, all of it');
  return withJson(withCluster(command)).action(
    action(context, (job: string, flags: ShowFlags) => show(job, flags, context)),
  );
}

async function show(name: string, flags: ShowFlags, context: CommandContext): Promise<ExitCode> {
  const { out, clock } = context;
  const settings = settingsFor(context, clusterFlags(flags));
  const { status, report } = await withOpenCluster(context, settings, async (cluster) => {
    const client = createClient(cluster, clock);
    const job = await client.find(name);
    return { status: await client.current(job), report: await client.report(job) };
  });
  out.write(flags.report === true ? reportOnly(status, report, flags, out) : whole(status, report, flags, out));
  return EXIT.done;
}

function whole(status: JobStatus, report: ReadingReport | null, { json }: ShowFlags, out: Screen): string {
  const { job } = status;
  if (json === true)
    return ndjson({ ...jobDocument(status), ...(report === null ? {} : { notSpoken: notSpokenOf(report) }) });
  const drawing = drawingOn(out);
  return jobText(status, reportSummary(report, `e2a show ${job} --report`, drawing) + sentLine(status), drawing);
}

/** @throws UserError (exit 5) while the book has not been read */
function reportOnly(status: JobStatus, report: ReadingReport | null, { json }: ShowFlags, out: Screen): string {
  if (report === null) throw notRead(status);
  return json === true ? ndjson({ job: status.job, ...report }) : reportText(report, drawingOn(out));
}

const notRead = ({ job, state }: JobStatus): UserError =>
  new UserError(
    {
      code: CODES.notFinished,
      what: `The book of ${job} has not been read yet.`,
      why: `It is ${state}.`,
      fix: `e2a show ${job}`,
    },
    EXIT.notFound,
  );
