import type { Client, JobStatus } from '../../client/index.js';
import type { Download, JobProgress } from '../../telemetry/status-server/index.js';

/** How far a job is, for `/progress?job=`. */
export async function jobProgress(
  client: Pick<Client, 'find' | 'current' | 'nodes'>,
  name: string,
): Promise<JobProgress> {
  const status = await client.current(await client.find(name));
  const { job, title, state, percent } = status;
  return { job, title, state, percent, secondsLeft: secondsLeft(status, await client.nodes()) };
}

/** A finished file of a job, the first of several, for `/download?job=`; null while there is none. */
export async function jobDownload(
  client: Pick<Client, 'find' | 'current' | 'openFile'>,
  name: string,
): Promise<Download | null> {
  const job = await client.find(name);
  if ((await client.current(job)).files.length === 0) return null;
  const file = await client.openFile(job);
  return { ...file, read: () => file.read(0, file.bytes) };
}

type Fleet = Awaited<ReturnType<Client['nodes']>>;

/** If all that speaks its voice spoke this job alone; null where nobody's speed is known, 0 when all is spoken. */
function secondsLeft({ characters, charactersDone, voices }: JobStatus, nodes: Fleet): number | null {
  const left = characters - charactersDone;
  const [voice] = voices;
  const perSecond = nodes
    .filter(({ profiles, state }) => state === 'ready' && profiles.some(({ id }) => id === voice?.profile))
    .reduce((sum, { slots, charactersPerSecond }) => sum + slots * (charactersPerSecond ?? 0), 0);
  if (left <= 0) return characters === 0 ? null : 0;
  return perSecond === 0 ? null : Math.ceil(left / perSecond);
}
