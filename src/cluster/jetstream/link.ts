import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { onAbort } from './on-abort.js';

/** A request is repeated after this time: it is the whole pause that a server's restart costs us. */
export const REQUEST_TIMEOUT_MS = 1_000;

/** One connection with its JetStream clients, and what every adapter on it shares. */
export interface Link {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** Start of our reply addresses; the library's own when undefined. */
  readonly inboxPrefix: string | undefined;
  /** How long an operation is repeated before its caller hears that the server does not answer. */
  readonly patienceMs: number;
  /** A full store is an outage that is waited for, not an error for a person. */
  readonly waitsForRoom: boolean;
  /** Aborts when we close the connection ourselves. */
  readonly closing: AbortSignal;
  /**
   * Calls `listener` whenever the connection is lost or comes back: pulls that were open are lost, and those sent in
   * between may be. @returns stops listening
   */
  onBreak(listener: () => void): () => void;
  /** Tells the server to stop, then closes. */
  close(): Promise<void>;
}

export type LinkState = 'lost' | 'back';

export interface LinkSettings {
  readonly inboxPrefix: string | undefined;
  readonly patienceMs: number;
  readonly waitsForRoom: boolean;
  /** Told of every loss and return of the connection. */
  readonly report: (state: LinkState, server: string) => void;
}

export async function makeLink(nc: NatsConnection, settings: LinkSettings): Promise<Link> {
  const options = { timeout: REQUEST_TIMEOUT_MS };
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  void watchStatus(nc, listeners, settings.report);
  return {
    nc,
    js: jetstream(nc, options),
    jsm: await jetstreamManager(nc, { ...options, checkAPI: false }),
    inboxPrefix: settings.inboxPrefix,
    patienceMs: settings.patienceMs,
    waitsForRoom: settings.waitsForRoom,
    closing: closing.signal,
    onBreak: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closing.abort();
      for (const listener of [...listeners]) listener();
      await nc.close();
    },
  };
}

async function watchStatus(
  nc: NatsConnection,
  listeners: ReadonlySet<() => void>,
  report: (state: LinkState, server: string) => void,
): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type !== 'disconnect' && status.type !== 'reconnect') continue;
    report(status.type === 'disconnect' ? 'lost' : 'back', status.server);
    for (const listener of [...listeners]) listener();
  }
}

/** Resolves after `ms`, or at once when one of the signals aborts. */
export function pause(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    if (signals.some((signal) => signal.aborted)) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stops = signals.map((signal) => onAbort(signal, end));
  });
}
