import { statfs } from 'node:fs/promises';
import type { ConnectedCluster } from '../../client/index.js';
import type { Clock } from '../../core/index.js';
import { byteCount } from '../../ordering/index.js';
import { keptBriefly } from '../../telemetry/metrics/index.js';
import type { ReadyPart } from '../../telemetry/status-server/index.js';
import { loadPrograms } from '../../host/on-demand/index.js';
import type { NodeLife } from './node-life.js';

/** A healthy server answers in milliseconds; it and what is kept of an answer stay below the 5 s that are promised. */
const ANSWER_LIMIT_MS = 2_000;
const KEPT_MS = 1_500;
/** A chapter of hours, its encoding and a book's file lie there for a while. */
const LEAST_SPACE_BYTES = 512 * 1024 ** 2;

export interface ReadyHouse {
  readonly cluster: Pick<ConnectedCluster, 'serverTime'>;
  readonly clock: Clock;
  /** Where temporary files lie. */
  readonly workFolder: string;
  /** PATH, to find programs on. */
  readonly path: string | undefined;
}

/** What has to stand for this node to be of use, looked at anew at most every second and a half. */
export function readyParts(life: NodeLife, house: ReadyHouse): () => Promise<readonly ReadyPart[]> {
  const ask = keptBriefly(() => house.cluster.serverTime(), KEPT_MS, house.clock);
  return async () => [
    { name: 'nats', ok: life.connected, says: life.connected ? 'connected' : 'the connection is lost' },
    await jetStreamPart(life.connected, ask, house.clock),
    ...(life.facts.engine === '' ? [] : [voicePart(life)]),
    ...(life.facts.roles.includes('book') ? [await ffmpegPart(house.path)] : []),
    await diskPart(house.workFolder),
  ];
}

async function jetStreamPart(connected: boolean, ask: () => Promise<unknown>, clock: Clock): Promise<ReadyPart> {
  const name = 'jetstream';
  if (!connected) return { name, ok: false, says: 'it cannot be asked' };
  const over = new AbortController();
  const late = clock.sleep(ANSWER_LIMIT_MS, over.signal).then(() => 'it does not answer');
  const answered = ask().then(
    () => null,
    () => 'it answers with an error',
  );
  const wrong = await Promise.race([answered, late]);
  over.abort();
  return { name, ok: wrong === null, says: wrong ?? 'it answers' };
}

function voicePart(life: NodeLife): ReadyPart {
  const { state, voice } = life.standing();
  const ok = state !== 'starting';
  return { name: 'voice', ok, says: ok ? `${voice} is loaded` : `${voice} is being loaded` };
}

async function ffmpegPart(path: string | undefined): Promise<ReadyPart> {
  const { programsOnPath } = await loadPrograms();
  const missing = ['ffmpeg', 'ffprobe'].filter((program) => programsOnPath([program], path).length === 0);
  const ok = missing.length === 0;
  return { name: 'ffmpeg', ok, says: ok ? 'found' : `${missing.join(' and ')} not found: e2a doctor` };
}

async function diskPart(folder: string): Promise<ReadyPart> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    return { name: 'disk', ok: free >= LEAST_SPACE_BYTES, says: `${byteCount(free)} free` };
  } catch {
    return { name: 'disk', ok: false, says: 'the folder for temporary files cannot be looked at' };
  }
}
