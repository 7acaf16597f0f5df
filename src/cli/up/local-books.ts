import type { CannotSpeak } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import type { UserError } from '../../core/index.js';
import type { Host } from '../../host/index.js';
import { hostEndedError } from '../host-ended.js';
import type { CommandContext } from '../surroundings.js';
import { loadHost } from '../wiring.js';
import type { LocalPlace } from './local-speech.js';

/** Between two looks at whether a drained host may work again. */
const LOOK_AGAIN_MS = 1_000;

/** The host of the books of this machine. */
export interface LocalBooks {
  /** Resolves when books cannot go on here, with the reason; never after `stop`. */
  readonly failed: Promise<UserError>;
  /** As it stands, or stood when people drained it. */
  standing(): ReturnType<Host['standing']>;
  /** May be called again with less. */
  stop(graceMs: number): Promise<void>;
}

/** Runs the actors, reads books and makes files; one that people have drained comes back when they say so. */
export async function startLocalBooks(
  place: LocalPlace,
  settings: Settings,
  context: CommandContext,
  cannotSpeak: () => readonly CannotSpeak[],
): Promise<LocalBooks> {
  const ending = new AbortController();
  const start = () => startBookHost(place, settings, context, cannotSpeak);
  let host: Host = await start();
  const run = async (): Promise<UserError | null> => {
    for (;;) {
      const reason = await host.done;
      if (ending.signal.aborted) return null;
      if (reason.type !== 'stopped') return hostEndedError(reason);
      context.words.write(`${place.node} was drained: no book goes on. ${AGAIN(place.node)}\n`);
      await untilAllowed(place, context, ending.signal);
      if (ending.signal.aborted) return null;
      host = await start();
    }
  };
  const ended = run();
  return {
    failed: new Promise((resolve) => void ended.then((error) => error !== null && resolve(error))),
    standing: () => host.standing(),
    stop: async (graceMs) => {
      ending.abort();
      await host.stop(graceMs);
      await ended;
    },
  };
}

const AGAIN = (node: string): string => `e2a cluster uncordon ${node}, or the page, lets it work again.`;

async function untilAllowed(
  { cluster, node }: LocalPlace,
  { clock }: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && cluster.control.nodeOrder(node) === 'drain') await clock.sleep(LOOK_AGAIN_MS, signal);
}

async function startBookHost(
  { cluster, telemetry, node, workFolder }: LocalPlace,
  { voicesFolder }: Settings,
  { clock, version }: CommandContext,
  cannotSpeak: () => readonly CannotSpeak[],
): Promise<Host> {
  const { startHost } = await loadHost();
  return startHost({
    ...{ cluster, telemetry, node, workFolder, clock, version, voicesFolder, cannotSpeak },
    roles: ['book'],
    slots: 0,
    engine: '',
    voice: '',
  });
}
