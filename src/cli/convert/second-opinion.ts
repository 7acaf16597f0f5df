import { join } from 'node:path';
import { createClient, type VerifyEnd } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { hostEndedError } from '../host-ended.js';
import { throwIfInterrupted } from '../interruption.js';
import { recogniserHere } from '../recogniser.js';
import type { CommandContext } from '../surroundings.js';
import { loadHost, loadPlanning } from '../wiring.js';
import { type LocalCluster, serverLost } from './local-cluster.js';
import type { PreparedConversion } from './prepare.js';

/**
 * Hears chapters of a job of this machine's own cluster again.
 * @throws Interrupted, UserError when the recogniser or the server breaks
 */
export type SecondOpinion = (local: LocalCluster, job: string, telemetry: Telemetry) => Promise<VerifyEnd>;

/** Nobody else is at work by then; what takes longer than a day hangs. */
const LIMIT_MS = 24 * 3_600_000;
const CLOSING_GRACE_MS = 5_000;

/** What `--verify` means by all chapters. */
const ALL = 'all';

/**
 * `--verify all`, or `--verify 1,3` for some chapters; null when it was not asked for.
 * @throws UserError, before anything is spoken: for chapters that will not be there (exit 2), on a machine without a recogniser (exit 7)
 */
export async function secondOpinion(
  asked: string | undefined,
  { choice, chapters: spoken }: PreparedConversion,
  settings: Settings,
  context: CommandContext,
): Promise<SecondOpinion | null> {
  if (asked === undefined) return null;
  const chapters = await chaptersAsked(asked, spoken);
  const openRecogniser = await recogniserHere(settings);
  return async (local, job, telemetry) => {
    const { startHost } = await loadHost();
    const host = await startHost({
      cluster: local.cluster,
      roles: ['book', 'verify'],
      slots: Math.min(context.cores, chapters.length),
      engine: choice.engine,
      voice: choice.voice,
      voicesFolder: settings.voicesFolder,
      workFolder: join(settings.dataFolder, 'work'),
      node: `${settings.nodeName ?? context.hostName}-${context.runName}-ears`,
      clock: context.clock,
      telemetry,
      openRecogniser,
    });
    const broken = new AbortController();
    void host.done.then((reason) => broken.abort(hostEndedError(reason)));
    void local.lost.then(() => broken.abort(serverLost()));
    const signal = AbortSignal.any([context.interruption.signal, broken.signal]);
    try {
      const end = await createClient(local.cluster, context.clock).verify(job, { chapters, limitMs: LIMIT_MS, signal });
      throwIfInterrupted(context.interruption);
      broken.signal.throwIfAborted();
      return end;
    } finally {
      await host.stop(CLOSING_GRACE_MS);
    }
  };
}

async function chaptersAsked(asked: string, spoken: readonly number[]): Promise<readonly number[]> {
  if (asked === ALL) return spoken;
  const { selectChapters } = await loadPlanning();
  const chapters = selectChapters(asked, Math.max(1, ...spoken), '--verify');
  const silent = chapters.find((n) => !spoken.includes(n));
  if (silent === undefined) return chapters;
  throw new UserError(
    {
      code: CODES.chapterSelection,
      what: `Chapter ${silent} will not be spoken, so --verify cannot hear it.`,
      why: `What is spoken: ${spoken.join(', ')}.`,
      fix: 'name others, or all',
    },
    EXIT.usage,
  );
}
