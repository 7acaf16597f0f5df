import { isFinalPhase, type JobStatus, nodeThatSpeaks } from '../actors/index.js';
import { type Cluster, isSpeaking, type NodeRecord } from '../cluster/ports/index.js';

/** Who takes mail for Books and Chapters. */
const BOOK_ROLE = 'book';
/** In the words of every screen. */
export const BOOK_NODE = 'a node with the role book';

/**
 * A job's status with what it waits for: without a book host no job goes on, and its checkpoint, which a book host
 * wrote, cannot say so; and a Book knows of the nodes that speak its own voice, not of those for other languages.
 */
export const withMissingNodes = async (cluster: Pick<Cluster, 'nodes'>, status: JobStatus): Promise<JobStatus> =>
  isSettled(status) ? status : waitingAmong(await cluster.nodes.list(), status);

/** The same of a list, with one look at the nodes. */
export async function listWithMissingNodes<T extends { readonly status: JobStatus }>(
  cluster: Pick<Cluster, 'nodes'>,
  entries: readonly T[],
): Promise<readonly T[]> {
  if (entries.every(({ status }) => isSettled(status))) return entries;
  const nodes = await cluster.nodes.list();
  return entries.map((entry) => ({ ...entry, status: waitingAmong(nodes, entry.status) }));
}

const isSettled = ({ state, waitingFor }: JobStatus): boolean => isFinalPhase(state) || waitingFor === BOOK_NODE;

function waitingAmong(nodes: readonly NodeRecord[], status: JobStatus): JobStatus {
  if (isSettled(status)) return status;
  if (!nodes.some(({ roles }) => roles.includes(BOOK_ROLE))) return { ...status, waitingFor: BOOK_NODE };
  const awaited = [...(status.waitingFor === null ? [] : [status.waitingFor]), ...missingVoices(status, nodes)];
  if (awaited.length === 0) return status;
  return { ...status, waitingFor: [awaited.join(' and '), ...reasons(status, nodes)].join('; ') };
}

/** What nodes say of the voices that are waited for: not installed, no slot free. */
function reasons({ voices }: JobStatus, nodes: readonly NodeRecord[]): readonly string[] {
  const silent = voices.filter(({ isNeeded, profile }) => isNeeded && !nodes.some((node) => isSpeaking(node, profile)));
  const profiles = new Set(silent.map(({ profile }) => profile));
  return nodes.flatMap(({ node, cannotSpeak = [] }) =>
    cannotSpeak.filter(({ profile }) => profiles.has(profile)).map(({ why }) => `${node} says: ${why}`),
  );
}

/** Each once, though it may speak several languages. */
function missingVoices({ state, paused, voices }: JobStatus, nodes: readonly NodeRecord[]): readonly string[] {
  if (state !== 'converting' || paused) return [];
  const missing = voices.filter(
    ({ language, isNeeded, profile }) =>
      language !== null && isNeeded && !nodes.some((node) => isSpeaking(node, profile)),
  );
  return [...new Set(missing.map(nodeThatSpeaks))];
}
