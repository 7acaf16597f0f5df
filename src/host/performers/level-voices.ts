import { decodeFlac, levellingFactor, VoiceLevel } from '../../audio/index.js';
import type { StoredClip } from '../../cluster/ports/index.js';
import type { ChapterPlan, PlannedSegment } from '../../planning/index.js';

/** What a segment's clip is to be multiplied by. */
export type FactorOf = (segment: PlannedSegment) => number;

/**
 * Brings the other voices of a chapter to the level of the book's, by what they say in it: whoever joins it, the same clips
 * give the same factors. A chapter of one voice is not looked at.
 * @param load null: silence stands for the segment
 */
export async function levelVoices(
  plan: ChapterPlan,
  load: (segment: PlannedSegment, n: number) => Promise<StoredClip | null>,
): Promise<FactorOf> {
  if (plan.segments.every(({ profile }) => profile === undefined)) return () => 1;
  const levels = new Map<string | undefined, VoiceLevel>();
  for (const [index, segment] of plan.segments.entries()) {
    const clip = await load(segment, index + 1);
    if (clip === null) continue;
    const level = levels.get(segment.profile) ?? new VoiceLevel();
    levels.set(segment.profile, level);
    level.add(await decodeFlac(clip.bytes));
  }
  const own = levels.get(undefined);
  const factors = new Map(
    [...levels].map(([profile, level]) => [profile, own === undefined ? 1 : levellingFactor(level, own)]),
  );
  return ({ profile }) => (profile === undefined ? 1 : (factors.get(profile) ?? 1));
}
