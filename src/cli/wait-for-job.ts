import { EXIT, type ExitCode, type JobId } from '../core/index.js';
import { sentFacts, sentLine, USUAL_CHARACTERS_PER_SECOND } from '../ordering/index.js';
import { follow, isFinal, missingText, outcomeOf } from './follow.js';
import { exitCodeOf } from './interruption.js';
import { jobView } from './render/job-view.js';
import { ndjson } from './render/ndjson.js';
import { notSpokenLines, notSpokenOf } from './render/report.js';
import type { CommandContext } from './surroundings.js';
import type { Client } from '../client/index.js';

export interface WaitOptions {
  readonly json: boolean;
  /** Undefined: as long as it takes. */
  readonly timeoutSeconds: number | undefined;
  /** See `Submission.afterTurn`. */
  readonly afterTurn: number | null;
  /** Of this book; the usual when unknown. */
  readonly charactersPerSecond?: number | null;
  /** Say at the end what of the book is not spoken. */
  readonly report?: boolean;
}

/** Shows a job of the cluster to its end; leaving early never touches the job. */
export async function waitForJob(
  client: Client,
  job: JobId,
  { json, timeoutSeconds, afterTurn, charactersPerSecond, report: withReport }: WaitOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out, words, clock, interruption, progress } = context;
  const view = jobView({
    json,
    out,
    words,
    clock,
    progress,
    charactersPerSecond: charactersPerSecond ?? USUAL_CHARACTERS_PER_SECOND,
  });
  const timeUp = new AbortController();
  const late = timeoutSeconds === undefined ? null : clock.sleep(timeoutSeconds * 1000, interruption.signal);
  void late?.then(() => timeUp.abort());
  const signal = AbortSignal.any([interruption.signal, timeUp.signal]);
  const status = await follow(client, job, view, { signal, afterTurn });
  if (isFinal(status)) {
    const code = outcomeOf(status);
    const { state, files, missing } = status;
    const report = withReport === true ? await client.report(job) : null;
    const notSpoken = report === null ? {} : { notSpoken: notSpokenOf(report) };
    if (json) out.write(ndjson({ type: 'done', job, state, files, missing, ...notSpoken, ...sentFacts(status) }));
    else {
      words.write(`${missing.length > 0 ? missingText(missing) : 'Done. '}Fetch it with: e2a get ${job}\n`);
      words.write(notSpokenLines(report, `e2a show ${job} --report`) + sentLine(status));
    }
    return code;
  }
  const reason = interruption.reason();
  if (reason !== 'closed-pipe' && !json)
    words.write(`The job goes on. Look again: e2a watch ${job} · stop it: e2a cancel ${job}\n`);
  if (json) out.write(ndjson({ type: 'detached', job, state: status?.state ?? 'new' }));
  return reason === null ? EXIT.stillRunning : exitCodeOf(reason);
}
