import type { JobStatus, JobVoice } from '../../actors/index.js';
import type { QueueDepth } from '../../cluster/ports/index.js';
import { speechClass } from '../../speech/index.js';

/** Something that speaks: `profile` tells versions of one voice apart. */
export interface CastVoice {
  readonly profile: string;
  readonly engine: string;
  readonly voice: string;
}

/** A voice that open work waits for. */
export interface VoiceNeed extends CastVoice {
  /** It speaks only passages of a book in another language: seldom much. */
  readonly isSecondary: boolean;
  /** Segments that lie in its queue or are being spoken. */
  readonly segments: number;
}

type OpenJob = Pick<JobStatus, 'state' | 'paused' | 'priority' | 'voices'>;

/**
 * Pure: the voices that jobs wait for, the most urgent first; of equals in the order of the jobs. The voice of a book that
 * is still being read is among them, so that it is open when the first segment comes.
 */
export function needsOf(jobs: readonly OpenJob[], depths: readonly QueueDepth[]): readonly VoiceNeed[] {
  const needed = jobs.toSorted((a, b) => a.priority.localeCompare(b.priority)).flatMap((job) => voicesNeededBy(job));
  const byProfile = new Map<string, VoiceNeed>();
  for (const { language, profile, engine, voice } of needed) {
    const isSecondary = language !== null && byProfile.get(profile)?.isSecondary !== false;
    byProfile.set(profile, { profile, engine, voice, isSecondary, segments: segmentsOf(profile, depths) });
  }
  return [...byProfile.values()];
}

function voicesNeededBy({ state, paused, voices }: OpenJob): readonly JobVoice[] {
  if (paused) return [];
  if (state === 'reading') return voices.filter(({ language }) => language === null);
  return state === 'converting' ? voices.filter(({ isNeeded }) => isNeeded) : [];
}

const segmentsOf = (profile: string, depths: readonly QueueDepth[]): number =>
  depths
    .filter((depth) => depth.class === speechClass(profile))
    .reduce((sum, { waiting, leased }) => sum + waiting + leased, 0);
