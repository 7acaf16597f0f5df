import type { JobStatus } from '../actors/index.js';
import type { Instant } from '../core/index.js';

interface Sample {
  readonly at: Instant;
  readonly characters: number;
}

/** How fast a job moves: its last samples, oldest first. */
export interface Pace {
  readonly samples: readonly Sample[];
}

/** What the pace of a job says; null: too little was seen. */
export interface Measured {
  /** Seconds of speech made in a second. */
  readonly speed: number | null;
  readonly secondsLeft: number | null;
}

export const NO_PACE: Pace = { samples: [] };

/** Before this much has been seen, a time left would be a guess. */
const LEAST_DATA_MS = 20_000;
/** Long enough to smooth segments of 15 s, short enough to notice a node that joined. */
const WINDOW_MS = 60_000;
/** However many look on, the window is no shorter for it: a look so soon after another takes its place. */
const LEAST_GAP_MS = 250;
/** Four looks a second for a minute. */
const MOST_SAMPLES = 256;

/** Adds a look. Time before the first spoken character is loading, not speaking, and does not count. */
export function observe(pace: Pace, at: Instant, characters: number): Pace {
  const last = pace.samples.at(-1);
  if (last !== undefined && characters <= (pace.samples[0]?.characters ?? 0)) return { samples: [{ at, characters }] };
  const before = pace.samples.at(-2);
  const isCrowded = last !== undefined && before !== undefined && last.at - before.at < LEAST_GAP_MS;
  const earlier = isCrowded ? pace.samples.slice(0, -1) : pace.samples;
  const recent = [...earlier, { at, characters }].slice(-MOST_SAMPLES);
  const oldest = recent.findLastIndex((sample) => at - sample.at >= WINDOW_MS);
  return { samples: recent.slice(Math.max(0, oldest)) };
}

/** Characters per second, or null while too little was seen. */
function rate(pace: Pace, leastMs: number): number | null {
  const first = pace.samples[0];
  const last = pace.samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < leastMs) return null;
  const characters = last.characters - first.characters;
  return characters > 0 ? (characters * 1000) / (last.at - first.at) : null;
}

/** A speed may be shown earlier than a time left. */
const LEAST_SPEED_DATA_MS = 3_000;

/** Seconds of speech made per second, or null while too little was seen. */
export function speedOf(pace: Pace, charactersPerSecond: number): number | null {
  const measured = rate(pace, LEAST_SPEED_DATA_MS);
  return measured === null ? null : measured / charactersPerSecond;
}

/** Seconds until everything is spoken, or null before 20 s of data, and when nothing is left. */
export function secondsLeft(
  pace: Pace,
  { characters, charactersDone }: Pick<JobStatus, 'characters' | 'charactersDone'>,
): number | null {
  const measured = rate(pace, LEAST_DATA_MS);
  const left = characters - charactersDone;
  return measured === null || left <= 0 ? null : left / measured;
}
