import type { NodeRecord, ObjectStore } from '../../client/index.js';
import { toError } from '../../core/index.js';
import { loadSpeech } from '../wiring.js';

/** Stands among the nodes that have a voice: it was pushed, and any node can fetch it. */
const STORE = 'store';

export interface VoicesInCluster {
  /** Nodes, and the cluster's own store, by the name of a voice they have. */
  readonly byVoice: ReadonlyMap<string, readonly string[]>;
  /** A sentence, where the store cannot be looked at; null: it was. */
  readonly problem: string | null;
}

/** Who has which voice. A cluster made by an older e2a has no store of voices: that is said. */
export async function voicesInCluster(
  nodes: readonly Pick<NodeRecord, 'node' | 'voices'>[],
  store: Pick<ObjectStore, 'list'>,
): Promise<VoicesInCluster> {
  const { pushed, problem } = await pushedVoices(store);
  const pairs = [
    ...pushed.map((voice) => [voice, STORE] as const),
    ...nodes.flatMap(({ node, voices = [] }) => voices.map((voice) => [voice, node] as const)),
  ];
  const byVoice = new Map<string, string[]>();
  for (const [voice, node] of pairs) byVoice.set(voice, [...(byVoice.get(voice) ?? []), node].sort());
  return { byVoice, problem };
}

/** Voices that lie whole in the cluster's store. */
async function pushedVoices(store: Pick<ObjectStore, 'list'>) {
  const { loadCatalogue } = await loadSpeech();
  try {
    const there = new Set((await store.list('')).map(({ name }) => name));
    const { voices } = await loadCatalogue();
    const known = voices.filter(
      ({ parts, card }) =>
        parts.length > 0 &&
        parts.every(({ folder, files }) => files.every(({ name }) => name === card || there.has(`${folder}/${name}`))),
    );
    return { pushed: known.map(({ name }) => name), problem: null };
  } catch (error) {
    return { pushed: [], problem: `The cluster's store of voices cannot be looked at: ${toError(error).message}` };
  }
}
