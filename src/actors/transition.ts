import type { Effect, JobId, JsonObject, Transition } from '../core/index.js';

/** The state stays; nothing is done: late, repeated or foreign messages end here. */
export const unchanged = <State>(state: State): Transition<State> => ({ state, effects: [] });

export const become = <State>(state: State, effects: readonly Effect[] = []): Transition<State> => ({ state, effects });

export const announce = (job: JobId, type: string, text: string, facts?: JsonObject): Effect => ({
  type: 'announce',
  event: { job, type, text, ...(facts === undefined ? {} : { facts }) },
});
