import type { Client } from '../../client/index.js';
import { CODES, type Clock, EXIT, type Instant, UserError } from '../../core/index.js';

/** A server that is started again is back within a second or two; a person looks at an empty page no longer than this. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 100;

type StreamName = {
  [N in keyof Client]: Client[N] extends (...args: never[]) => AsyncIterable<unknown> ? N : never;
}[keyof Client];
/** They wait by themselves, and go on when the connection is back. One that is missing here does not compile. */
const STREAMS: Readonly<Record<StreamName, true>> = { events: true, keptEvents: true, watch: true };

/**
 * The same client, but while the connection is lost its verbs are refused within seconds (UserError, exit 4) instead of
 * being tried for half a minute: whoever looks at a page is told, and looks again.
 */
export function promptClient(client: Client, isConnected: () => boolean, clock: Clock): Client {
  let lostSince: Instant | null = null;
  const untilConnected = async (): Promise<void> => {
    while (!isConnected()) {
      lostSince ??= clock.now();
      if (clock.now() - lostSince >= PATIENCE_MS) throw connectionLost();
      await clock.sleep(LOOK_AGAIN_MS);
    }
    lostSince = null;
  };
  return Object.fromEntries(
    Object.entries(client).map(([name, verb]) => {
      if (typeof verb !== 'function' || name in STREAMS) return [name, verb];
      return [name, async (...args: readonly unknown[]) => untilConnected().then(() => verb(...args))];
    }),
  ) as unknown as Client;
}

const connectionLost = (): UserError =>
  new UserError(
    {
      code: CODES.serverUnreachable,
      what: 'The connection to the cluster is lost.',
      why: 'Its server does not run, or the network between it and this page is down. Books go on where their nodes reach it.',
      fix: 'look again in a moment; on the server’s machine: e2a doctor',
    },
    EXIT.unreachable,
  );
