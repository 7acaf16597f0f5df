/**
 * Voices on demand on one machine: a host speaks one voice, people choose among many, so hosts come and go with the work.
 *
 * A pure decision and a thin loop. How a host is started, what jobs there are and where words go is passed in.
 */
export type { CastVoice, VoiceNeed } from './needs.js';
export { needsOf } from './needs.js';
export { type CastHost, type CastHouse, type CastLook, type RunningCast, startCast } from './run-cast.js';
