import { type ConnectedCluster, connectCluster, createClient } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { CODES, EXIT, UserError } from '../../core/index.js';
import type { Telemetry } from '../../telemetry/index.js';
import { throwIfInterrupted } from '../interruption.js';
import type { CommandContext } from '../surroundings.js';
import { loadEmbedded } from '../wiring.js';
import { demandDataFolder, removeMade } from './data-folder.js';

/** A server with a large store reads it first. */
const SERVER_START_MS = 20_000;

/** This user's own cluster while a command runs. */
export interface LocalCluster {
  readonly cluster: ConnectedCluster;
  /** Resolves when its server has ended without our asking. */
  readonly lost: Promise<void>;
}

/** A cluster that runs until one of the two is called. */
export interface OpenLocalCluster extends LocalCluster {
  close(): Promise<void>;
  /** Closes it; where there was nothing before it, there is nothing after it. */
  undo(): Promise<void>;
}

/** How operators see the connection: `e2a/<role>/<host>`. */
type Role = 'convert' | 'up';

/**
 * Starts this user's own server and connects to it. When that fails, nothing runs and nothing is left.
 * @throws Interrupted, and UserErrors of the data folder (exit 2), the server (7) and the connection (4)
 */
export async function openLocalCluster(
  context: CommandContext,
  settings: Settings,
  telemetry: Telemetry,
  say: (sentence: string) => void,
  role: Role = 'convert',
): Promise<OpenLocalCluster> {
  const { dataFolder, cacheFolder } = settings;
  const serverPath = settings.embeddedServer ?? undefined;
  const made = await demandDataFolder(dataFolder);
  const { startEmbedded } = await loadEmbedded();
  const server = await startEmbedded({ dataFolder, cacheFolder, serverPath, say });
  const withoutTrace = async (): Promise<void> => {
    await server.undo();
    await removeMade(made);
  };
  if (context.interruption.reason() !== null) await withoutTrace();
  throwIfInterrupted(context.interruption);
  try {
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
    const closeThen = (end: () => Promise<void>): Promise<void> => cluster.close().finally(end);
    const close = () => closeThen(() => server.stop());
    return {
      cluster,
      lost,
      close,
      undo: async () => ((await isUnused(cluster, context)) ? closeThen(withoutTrace) : close()),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Nobody has ordered anything there: another command may have come and gone meanwhile. Who does not answer keeps it all. */
const isUnused = (cluster: ConnectedCluster, { clock }: CommandContext): Promise<boolean> =>
  createClient(cluster, clock)
    .jobs()
    .then(
      (jobs) => jobs.length === 0,
      () => false,
    );

/** Opens this user's own cluster, does the work and closes it, also when the work fails. */
export async function withLocalCluster<T>(
  context: CommandContext,
  settings: Settings,
  telemetry: Telemetry,
  say: (sentence: string) => void,
  work: (local: LocalCluster) => Promise<T>,
  role: Role,
): Promise<T> {
  const local = await openLocalCluster(context, settings, telemetry, say, role);
  try {
    return await work(local);
  } finally {
    await local.close();
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
