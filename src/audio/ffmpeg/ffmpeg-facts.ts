import { runProgram } from '../../programs/index.js';
import { LOOK_DEADLINE_MS } from './run-ffmpeg.js';

/** Oldest version all this was measured with. */
const OLDEST_MAJOR = 5;
/** Filters we call, all part of a full build. */
const FILTERS = ['ebur128', 'alimiter', 'aresample', 'volume'] as const;

export interface FfmpegFacts {
  /** As it says itself: `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** What it lacks, in words; empty when it can do all we need. */
  readonly missing: readonly string[];
}

/**
 * What the installed ffmpeg can do: for `doctor`.
 * @throws UserError (exit 7) when there is none.
 */
export async function ffmpegFacts(signal?: AbortSignal): Promise<FfmpegFacts> {
  const ask = async (...args: string[]): Promise<string> => {
    const run = { program: 'ffmpeg', args: ['-hide_banner', ...args], deadlineMs: LOOK_DEADLINE_MS, signal };
    return Buffer.from((await runProgram(run)).stdout).toString('utf8');
  };
  return judgeFfmpeg(await ask('-version'), await ask('-filters'));
}

/** @param about output of `-version`. @param filters output of `-filters`. */
export function judgeFfmpeg(about: string, filters: string): FfmpegFacts {
  const version = /^ffmpeg version (\S+)/m.exec(about)?.[1] ?? 'unknown';
  // Builds from git are called `N-12345-g…`: newer than any release number says.
  const major = Number(/^n?(\d+)\./.exec(version)?.[1] ?? OLDEST_MAJOR);
  const missing = [
    ...(major < OLDEST_MAJOR ? [`version ${OLDEST_MAJOR} or newer`] : []),
    ...(about.includes('--enable-libsoxr') ? [] : ['the soxr resampler']),
    ...FILTERS.filter((name) => !new RegExp(`^ *\\S+ +${name} `, 'm').test(filters)).map(
      (name) => `the filter ${name}`,
    ),
  ];
  return { version, missing };
}
