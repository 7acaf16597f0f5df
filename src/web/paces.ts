import {
  isFinalPhase,
  type JobStatus,
  type Measured,
  NO_PACE,
  observe,
  type Pace,
  secondsLeft,
  speedOf,
} from '../client/index.js';
import type { Clock, JobId } from '../core/index.js';
import { USUAL_CHARACTERS_PER_SECOND } from '../ordering/index.js';

/** Jobs whose pace is remembered; those that nobody looked at longest are forgotten. */
const MOST_JOBS = 1_000;

/** How fast jobs move, by the same rule as the command line's live block: whoever sees a status shows it here, and all know more. */
export interface Paces {
  look(status: JobStatus): Measured;
}

export function createPaces(clock: Clock): Paces {
  const paces = new Map<JobId, Pace>();
  return {
    look: (status) => {
      const { job, state, charactersDone } = status;
      if (isFinalPhase(state)) {
        paces.delete(job);
        return { speed: null, secondsLeft: null };
      }
      const pace = observe(paces.get(job) ?? NO_PACE, clock.now(), charactersDone);
      paces.delete(job);
      paces.set(job, pace);
      const [oldest] = paces.keys();
      if (paces.size > MOST_JOBS && oldest !== undefined) paces.delete(oldest);
      return { speed: speedOf(pace, USUAL_CHARACTERS_PER_SECOND), secondsLeft: secondsLeft(pace, status) };
    },
  };
}
