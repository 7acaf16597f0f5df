/**
 * Where the borders of histograms lie, in seconds. A border costs a series per set of labels, so they are few, and
 * stand where somebody would do something else: look, wait, go to bed.
 */

/** A segment of 15 s at 0.5 × to 300 × real time. */
export const SEGMENT_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 30];

/** A chapter: seconds to join, minutes to speak, an hour where one slow core speaks a long one. */
export const CHAPTER_BUCKETS = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 2400, 3600];

/** From the order to the first chapter's sound: the acceptance is seconds, the patience of a person minutes. */
export const FIRST_CHAPTER_BUCKETS = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200];

/** A book: a minute for a short one on a fleet, a day for a long one on a small machine that has others to do. */
export const JOB_BUCKETS = [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400];

/** A turn of an actor takes milliseconds; at 15 s its message is given to another host. */
export const TURN_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15];

/** An answer of the page: 0.1 s is its promise for 95 of 100, 10 s is where browsers are left. */
export const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
