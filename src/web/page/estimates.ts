import type { JobStatus, NodeRecord } from '../../client/index.js';
import type { Paces } from '../paces.js';

/** What a book gets of the fleet by what its nodes say of themselves, and how long it takes. */
export interface Rates {
  /** Characters a second that this job gets; 0 while nothing is known. */
  of(status: Pick<JobStatus, 'voices'>): number;
  /** By its own pace once that was seen, else by its share; null when it is not being spoken, or nothing is known. */
  secondsLeft(status: JobStatus): number | null;
}

/** Books that are spoken at the same time share their nodes equally. */
export function ratesOf(nodes: readonly NodeRecord[], running: readonly JobStatus[], paces: Paces): Rates {
  const active = running.filter(isSpoken);
  const of = ({ voices }: Pick<JobStatus, 'voices'>): number => {
    const profile = voices[0]?.profile;
    if (profile === undefined) return 0;
    const sharers = active.filter((job) => job.voices[0]?.profile === profile).length;
    return speedOf(nodes, ({ id }) => id === profile) / Math.max(1, sharers);
  };
  return {
    of,
    secondsLeft: (status) => {
      if (!isSpoken(status)) return null;
      const rate = of(status);
      const guess = rate > 0 ? (status.characters - status.charactersDone) / rate : null;
      return paces.look(status).secondsLeft ?? guess;
    },
  };
}

export const isSpoken = ({ state, paused }: JobStatus): boolean => state === 'converting' && !paused;

/** Characters a second of all that speak it; 0 while nobody has measured. */
export const speedOf = (
  nodes: readonly NodeRecord[],
  isIt: (profile: NodeRecord['profiles'][number]) => boolean,
): number =>
  speakers(nodes, isIt).reduce((sum, { charactersPerSecond, slots }) => sum + (charactersPerSecond ?? 0) * slots, 0);

export const speakers = (
  nodes: readonly NodeRecord[],
  isIt: (profile: NodeRecord['profiles'][number]) => boolean,
): readonly NodeRecord[] =>
  nodes.filter(({ state, slots, profiles }) => state === 'ready' && slots > 0 && profiles.some(isIt));
