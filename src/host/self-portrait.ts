import type { SelfPortrait, WorkTally } from '../cluster/ports/index.js';
import type { Instant, JsonObject } from '../core/index.js';
import { speechClass } from '../speech/index.js';
import type { NodeStanding } from './live-node.js';
import type { Tallies, Tally } from './work-tallies.js';

/** What `nats micro ls|info|stats` shows of a host: what it is, what it speaks, and what it has done. */
export function selfPortrait(record: NodeStanding, tallies: Tallies): SelfPortrait {
  const { node, version, startedAt } = record;
  return {
    node,
    version,
    startedAt,
    description: describe(record),
    facts: factsOf(record),
    work: workOf(record, tallies),
  };
}

/** `synth on cpu, 2 of 4 slots busy` */
function describe({ roles, device, slots, busy, state }: NodeStanding): string {
  const works =
    slots === 0 ? roles.join(' and ') : `${roles.join(' and ')} on ${device}, ${busy} of ${slots} slots busy`;
  return state === 'ready' ? works : `${works}, ${state}`;
}

/** Text only: that is what the protocol has room for. */
const factsOf = (record: NodeStanding): Readonly<Record<string, string>> => ({
  node: record.node,
  host: record.host,
  roles: record.roles.join(', '),
  slots: String(record.slots),
  device: record.device,
  voices: record.profiles.map((profile) => `${text(profile['voice'])} (${text(profile['engine'])})`).join(', '),
  profiles: record.profiles.map((profile) => text(profile['id'])).join(', '),
  version: record.version,
  state: record.state,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '?');

function workOf(record: NodeStanding, { speech, media }: Tallies): readonly WorkTally[] {
  const spoken = record.profiles.map((profile) =>
    tallyOf('speech', speechClass(text(profile['id'])), speech, {
      state: record.state,
      slots: record.slots,
      busy: record.busy,
      charactersPerSecond: record.charactersPerSecond,
      segmentsSpoken: speech.done,
      lastSegmentAt: whenOf(speech.lastAt),
    }),
  );
  if (!record.roles.includes('book')) return spoken;
  return [...spoken, tallyOf('media', 'media', media, { filesMade: media.done, lastFileAt: whenOf(media.lastAt) })];
}

const tallyOf = (name: string, workClass: WorkTally['class'], tally: Tally, facts: JsonObject): WorkTally => ({
  name,
  class: workClass,
  done: tally.done,
  failed: tally.failed,
  busyMs: tally.busyMs,
  lastFailure: tally.lastFailure,
  facts,
});

const whenOf = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
