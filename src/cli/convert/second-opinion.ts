import { join } from 'node:path';
import { createClient, type VerifyEnd } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { recogniserHere } from '../recogniser.js';
import type { CommandContext } from '../surroundings.js';
import type { VoiceChoice } from '../voice-choice.js';
import { loadHost, loadPlanning } from '../wiring.js';
import type { LocalCluster } from './local-cluster.js';

/** Hears chapters of a job of this machine's own cluster again. */
export type SecondOpinion = (local: LocalCluster, job: string, telemetry: Telemetry) => Promise<VerifyEnd>;

/** Nobody else is at work by then; what takes longer than a day hangs. */
const LIMIT_MS = 24 * 3_600_000;
const CLOSING_GRACE_MS = 5_000;

/** What `--verify` means by all chapters. */
const ALL = 'all';

/**
 * `--verify all`, or `--verify 1,3` for some chapters; null when it was not asked for.
 * @throws UserError (exit 7) when this machine has no recogniser: before anything is spoken
 */
export async function secondOpinion(
  asked: string | undefined,
  choice: VoiceChoice,
  settings: Settings,
  context: CommandContext,
): Promise<SecondOpinion | null> {
  if (asked === undefined) return null;
  const openRecogniser = await recogniserHere(settings);
  return async (local, job, telemetry) => {
    const { startHost } = await loadHost();
    const client = createClient(local.cluster, context.clock);
    const { chapters } = await client.current(job);
    const highest = Math.max(1, ...chapters.map(({ n }) => n));
    const numbers = asked === ALL ? undefined : (await loadPlanning()).selectChapters(asked, highest);
    const host = await startHost({
      cluster: local.cluster,
      roles: ['book', 'verify'],
      slots: Math.min(context.cores, numbers?.length ?? chapters.length),
      engine: choice.engine,
      voice: choice.voice,
      voicesFolder: settings.voicesFolder,
      workFolder: join(settings.dataFolder, 'work'),
      node: `${settings.nodeName ?? context.hostName}-${context.runName}-ears`,
      clock: context.clock,
      telemetry,
      openRecogniser,
    });
    try {
      return await client.verify(job, { chapters: numbers, limitMs: LIMIT_MS, signal: context.interruption.signal });
    } finally {
      await host.stop(CLOSING_GRACE_MS);
    }
  };
}
