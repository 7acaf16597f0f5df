import { type ConnectedCluster, connectCluster } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { throwIfInterrupted } from '../interruption.js';
import type { CommandContext } from '../surroundings.js';
import { loadEmbedded } from '../wiring.js';
import { demandDataFolder } from './data-folder.js';

/** A server with a large store reads it first. */
const SERVER_START_MS = 20_000;

/** This user's own cluster while a command runs. */
export interface LocalCluster {
  readonly cluster: ConnectedCluster;
  /** Resolves when its server has ended without our asking. */
  readonly lost: Promise<void>;
}

/**
 * Starts this user's own server, does the work, closes and stops; also when the work fails.
 * @param role how operators see the connection: `e2a/<role>/<host>`
 */
export async function withLocalCluster<T>(
  context: CommandContext,
  settings: Settings,
  telemetry: Telemetry,
  say: (sentence: string) => void,
  work: (local: LocalCluster) => Promise<T>,
  role: 'convert' | 'up' = 'convert',
): Promise<T> {
  const { dataFolder, cacheFolder } = settings;
  const serverPath = settings.embeddedServer ?? undefined;
  await demandDataFolder(dataFolder);
  const { startEmbedded } = await loadEmbedded();
  const server = await startEmbedded({ dataFolder, cacheFolder, serverPath, say });
  try {
    throwIfInterrupted(context.interruption);
    const { servers, user, pass, exclusive, storageBytes, lost } = server;
    const cluster = await connectCluster({
      servers,
      user,
      pass,
      embedded: true,
      storageBytes,
      // Nobody else is at work: what a killed run had leased is free now, not when its lease ends.
      releaseLeases: exclusive,
      waitMs: SERVER_START_MS,
      name: `e2a/${role}/${context.hostName}`,
      telemetry,
    });
    try {
      return await work({ cluster, lost });
    } finally {
      await cluster.close();
    }
  } finally {
    await server.stop();
  }
}

/** What a command says when `lost` has resolved. */
export const serverLost = (): UserError =>
  new UserError(
    {
      code: CODES.serverFailed,
      what: "This machine's nats-server ended before everything was done.",
      why: 'Somebody stopped it, or the disk is full.',
      fix: 'e2a doctor; then the same command goes on where it stopped',
    },
    EXIT.unreachable,
  );
