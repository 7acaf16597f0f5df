import { CODES, EXIT, type Failure, type JsonObject, UserError } from '../core/index.js';
import type { KnownVoice, VoiceChoice } from './voice-choice.js';
import type { NodeRecord } from '../client/index.js';
import type { OrderSettings } from '../planning/index.js';

/** A profile as a node reports it. */
interface OfferedProfile extends VoiceChoice {
  readonly id: string;
  readonly licence: string;
  readonly slots: number;
}

/** The part of an order that says how it is spoken. */
export type SpokenBy = Omit<OrderSettings, 'chapters' | 'reading' | 'languageVoices' | 'rendition'>;

/** The profile of the cluster that speaks this voice with the most slots, or null when no living node has it. */
export function offeredProfile(nodes: readonly NodeRecord[], wanted: VoiceChoice): SpokenBy | null {
  const bySlots = new Map<string, OfferedProfile>();
  for (const profile of nodes.flatMap(profilesOf)) {
    if (profile.engine !== wanted.engine || profile.voice !== wanted.voice) continue;
    const slots = (bySlots.get(profile.id)?.slots ?? 0) + profile.slots;
    bySlots.set(profile.id, { ...profile, slots });
  }
  const best = [...bySlots.values()].sort((a, b) => b.slots - a.slots)[0];
  if (best === undefined) return null;
  return { profile: best.id, engine: best.engine, voice: best.voice, licence: best.licence };
}

type OfferedVoice = Pick<KnownVoice, 'name' | 'engine'>;

/** Every voice that a living node speaks. */
export const offeredVoices = (nodes: readonly NodeRecord[]): readonly OfferedVoice[] =>
  nodes.flatMap(profilesOf).map(({ voice, engine }) => ({ name: voice, engine }));

/**
 * What a job of a cluster can choose from: a voice is there when a node has it, whatever lies on this machine; one that
 * only nodes know is taken when somebody names it. Where no node speaks, what this machine has stands for what will come.
 */
export function asOffered(known: readonly KnownVoice[], offered: readonly OfferedVoice[]): readonly KnownVoice[] {
  if (offered.length === 0) return known;
  const there = new Set(offered.map(({ name }) => name));
  const ofNodesAlone = offered.map((voice) => ({ ...voice, defaultFor: [] }));
  return [...known.map((voice) => ({ ...voice, installed: there.has(voice.name) })), ...ofNodesAlone];
}

function profilesOf(node: NodeRecord): readonly OfferedProfile[] {
  return node.profiles.map((profile) => ({
    id: textOf(profile, 'id'),
    engine: textOf(profile, 'engine'),
    voice: textOf(profile, 'voice'),
    licence: textOf(profile, 'licence'),
    slots: node.slots,
  }));
}

function textOf(profile: JsonObject, key: string): string {
  const value = profile[key];
  return typeof value === 'string' ? value : '';
}

/**
 * Nobody in the cluster speaks it, and this machine cannot tell which profile it would be.
 * @param flags that name such a voice
 * @param here why this machine cannot, either
 */
export function nobodySpeaks(
  { engine, voice }: VoiceChoice,
  nodes: readonly NodeRecord[],
  flags = '--voice and --engine',
  here?: Failure,
): UserError {
  const offered = [...new Set(offeredVoices(nodes).map((other) => `${other.name} (${other.engine})`))];
  const node = `e2a node --role synth --engine ${engine} --voice ${voice}, on any machine of the cluster`;
  const spoken = offered.length === 0 ? 'No node with the role synth is up.' : `Spoken are ${offered.join(', ')}.`;
  const elsewhere = offered.length === 0 ? node : `${node}; or choose one of these with ${flags}`;
  return new UserError(
    {
      code: CODES.noSynthNode,
      what: `No node of this cluster speaks ${voice} (${engine}).`,
      why: here === undefined ? spoken : `${spoken} And here: ${here.what}`,
      fix: here?.fix === undefined ? elsewhere : `for e2a up on this machine: ${here.fix}; for a cluster: ${elsewhere}`,
    },
    EXIT.unavailable,
  );
}
