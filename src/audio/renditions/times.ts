import { CLOCK_HZ } from '../clock.js';

const MS = 1_000;
const MINUTE_MS = 60 * MS;
const HOUR_MS = 60 * MINUTE_MS;

const two = (value: number): string => String(value).padStart(2, '0');

/** Whole milliseconds of a place on the clock, rounded once. */
export const milliseconds = (samples: number): number => Math.round((samples * MS) / CLOCK_HZ);

/** `01:02:03.456`; hours go on beyond two digits. @param comma what stands before the milliseconds */
export function clockTime(samples: number, comma: '.' | ','): string {
  const ms = milliseconds(samples);
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((ms % MINUTE_MS) / MS);
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${comma}${String(ms % MS).padStart(3, '0')}`;
}

/** Cue sheets count in sectors of a CD. */
const SECTORS_PER_SECOND = 75;
const SECONDS_PER_MINUTE = 60;

/** `62:03:34`: minutes, seconds and sectors, cut down so that nothing of a chapter is skipped. */
export function sectorTime(samples: number): string {
  const sectors = Math.floor((samples * SECTORS_PER_SECOND) / CLOCK_HZ);
  const seconds = Math.floor(sectors / SECTORS_PER_SECOND);
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  return `${two(minutes)}:${two(seconds % SECONDS_PER_MINUTE)}:${two(sectors % SECTORS_PER_SECOND)}`;
}
