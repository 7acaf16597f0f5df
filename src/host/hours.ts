import type { Instant } from '../core/index.js';

/** A part of the day in minutes since midnight; it goes over midnight where it ends before it begins. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

const MINUTES_PER_HOUR = 60;

/** @param text `22:00-07:00,12:30-13:30`, as the settings have checked it */
export const readHours = (text: string): readonly Hours[] =>
  text.split(',').map((part) => {
    const [from = 0, to = 0] = part.split('-').map(minuteOf);
    return { from, to };
  });

function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.trim().split(':').map(Number);
  return hour * MINUTES_PER_HOUR + minute;
}

/** From the first minute on, up to the last and without it; the same minute twice is the whole day. */
export const isWithin = (hours: readonly Hours[], minute: number): boolean =>
  hours.some(({ from, to }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to));

/** What the clock on the wall of this machine shows: in its own time zone, summer time included. */
export function minuteOfDay(at: Instant): number {
  const wall = new Date(at);
  return wall.getHours() * MINUTES_PER_HOUR + wall.getMinutes();
}
