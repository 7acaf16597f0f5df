import { toSamples } from '../audio/clock.js';
import { FASTEST, SLOWEST } from '../speech/speech-engine.js';

/**
 * Seconds of silence at the voice's own pace; each is the whole pause, since clips are trimmed.
 * Defaults from published practice for audiobooks (0.5–1 s before, 1–5 s after a chapter; 0.3 s a sentence).
 */
const USUAL_PAUSES = {
  /** Where a sentence too long for one breath is cut between two words. */
  phrase: 0.08,
  /** As a Piper voice pauses at one inside a call: 0.29–0.43 s; a cut has its own fade besides. */
  comma: 0.25,
  /** After a semicolon, a colon or a dash; inside a call 0.26–0.35 s. */
  clause: 0.3,
  sentence: 0.3,
  /** A line of verse, an item of a list. */
  line: 0.45,
  paragraph: 0.7,
  'before-heading': 1,
  'after-heading': 0.8,
  'scene-break': 2,
  'chapter-start': 0.75,
  'chapter-title': 1.5,
  'chapter-end': 2,
} as const;

export type PauseName = keyof typeof USUAL_PAUSES;
export const PAUSE_NAMES = Object.keys(USUAL_PAUSES) as readonly PauseName[];
/** A longer one is taken for the end of the book. */
const LONGEST_PAUSE_S = 10;

/** How fast a book is spoken, and with which pauses. */
export interface Pace {
  /** 2 = twice as fast as the voice's own pace, pauses included. */
  readonly speed: number;
  /** Seconds at speed 1, where they are not the usual ones. */
  readonly pauses: Readonly<Partial<Record<PauseName, number>>>;
}

export const USUAL_PACE: Pace = { speed: 1, pauses: {} };

/** Samples of the 24 kHz clock. */
export type Pauses = Readonly<Record<PauseName, number>>;

/** The pauses of a book at its speed. */
export function pausesAt({ speed, pauses }: Pace): Pauses {
  const samples = PAUSE_NAMES.map((name) => [name, toSamples((pauses[name] ?? USUAL_PAUSES[name]) / speed)] as const);
  return Object.fromEntries(samples) as Record<PauseName, number>;
}

/** Of a speed; nobody hears less. */
const SPEED_STEPS = 100;
/** Of a second. */
const PAUSE_STEPS = 1_000;

/** The same pace in one form: rounded, and without what is as usual. */
export function settledPace({ speed, pauses }: Pace): Pace {
  const rounded = (value: number, steps: number): number => Math.round(value * steps) / steps;
  const unusual = PAUSE_NAMES.flatMap((name) => {
    const seconds = rounded(pauses[name] ?? USUAL_PAUSES[name], PAUSE_STEPS);
    return seconds === USUAL_PAUSES[name] ? [] : [[name, seconds] as const];
  });
  return { speed: rounded(speed, SPEED_STEPS), pauses: Object.fromEntries(unusual) };
}

export const isUsualPace = (pace: Pace): boolean => {
  const { speed, pauses } = settledPace(pace);
  return speed === 1 && Object.keys(pauses).length === 0;
};

/** What is wrong with a pace, as the end of a sentence; null: nothing. */
export function paceFault({ speed, pauses }: Pace): string | null {
  if (!(speed >= SLOWEST && speed <= FASTEST)) return `a speed goes from ${SLOWEST} to ${FASTEST}, and is not ${speed}`;
  const odd = Object.entries(pauses).find(([, seconds]) => !(seconds >= 0 && seconds <= LONGEST_PAUSE_S));
  return odd === undefined ? null : `a pause goes from 0 to ${LONGEST_PAUSE_S} s, and ${odd[0]} is not ${odd[1]}`;
}
