import type { ObjectStore } from '../../client/index.js';
import { createClient } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { toError } from '../../core/index.js';
import { withOpenCluster } from '../open-cluster.js';
import type { CommandContext } from '../surroundings.js';
import { loadSpeech } from '../wiring.js';

/** Stands among the nodes that have a voice: it was pushed, and any node can fetch it. */
const STORE = 'store';

/** Who has a voice, by its name: nodes, and the cluster's own store. */
export function voicesByNode(
  settings: Settings,
  context: CommandContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  return withOpenCluster(context, settings, async (cluster) => {
    const nodes = await createClient(cluster, context.clock).nodes();
    const pairs = [
      ...(await pushedVoices(cluster.voices, context)).map((voice) => [voice, STORE] as const),
      ...nodes.flatMap(({ node, voices = [] }) => voices.map((voice) => [voice, node] as const)),
    ];
    const byVoice = new Map<string, string[]>();
    for (const [voice, node] of pairs) byVoice.set(voice, [...(byVoice.get(voice) ?? []), node].sort());
    return byVoice;
  });
}

/** Voices that lie whole in the cluster's store. A cluster made by an older e2a has no store of voices: that is said. */
async function pushedVoices(store: ObjectStore, { words }: CommandContext): Promise<readonly string[]> {
  const { loadCatalogue } = await loadSpeech();
  try {
    const there = new Set((await store.list('')).map(({ name }) => name));
    const { voices } = await loadCatalogue();
    const known = voices.filter(
      ({ parts, card }) =>
        parts.length > 0 &&
        parts.every(({ folder, files }) => files.every(({ name }) => name === card || there.has(`${folder}/${name}`))),
    );
    return known.map(({ name }) => name);
  } catch (error) {
    words.write(`The cluster's store of voices cannot be looked at: ${toError(error).message}\n`);
    return [];
  }
}
