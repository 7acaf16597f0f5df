import { createConnection, type Socket } from 'node:net';
import { onLine } from './control-port.js';
import type { Endpoint } from './endpoint.js';
import { peekServerName } from './peek-server.js';

/** A guardian on this machine answers at once. */
const ANSWER_LIMIT_MS = 2_000;
/** It stops the server first; a slow disk may take its time. */
const GOODBYE_LIMIT_MS = 8_000;

/** Our connection to the guardian: while it is open, the server runs. */
export interface Hold {
  /** Nobody else was there when we came. */
  readonly alone: boolean;
  /** Resolves when the guardian has gone without our asking. */
  readonly lost: Promise<void>;
  /** Says goodbye; when we were the last, resolves after the server has ended. */
  letGo(): Promise<void>;
}

/** @returns null when that guardian or its server does not answer, or is not the one of the endpoint file */
export async function holdServer(endpoint: Endpoint): Promise<Hold | null> {
  const socket = createConnection({ host: '127.0.0.1', port: endpoint.controlPort });
  const others = await hello(socket, endpoint);
  if (others === null || (await peekServerName(endpoint.serverPort)) !== endpoint.serverName) {
    socket.destroy();
    return null;
  }
  return holdOf(socket, others === 0);
}

/** @returns how many others are there; null when it is not our guardian */
function hello(socket: Socket, endpoint: Endpoint): Promise<number | null> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(null), ANSWER_LIMIT_MS);
    const end = (others: number | null): void => {
      clearTimeout(limit);
      resolve(others);
    };
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => socket.write(`${JSON.stringify({ token: endpoint.token })}\n`));
    onLine(socket, (line) => {
      const others = line['others'];
      end(line['server'] === endpoint.serverName && typeof others === 'number' ? others : null);
    });
  });
}

function holdOf(socket: Socket, alone: boolean): Hold {
  const closed = new Promise<void>((resolve) => {
    if (socket.destroyed) resolve();
    socket.once('close', () => resolve());
  });
  const state = { leaving: false };
  // The connection is a sign of life, no reason to live.
  socket.unref();
  return {
    alone,
    lost: closed.then(() => (state.leaving ? new Promise<void>(() => undefined) : undefined)),
    letGo: async () => {
      if (state.leaving || socket.destroyed) return;
      state.leaving = true;
      socket.ref();
      const limit = setTimeout(() => socket.destroy(), GOODBYE_LIMIT_MS);
      socket.write(`${JSON.stringify({ bye: true })}\n`);
      await closed;
      clearTimeout(limit);
    },
  };
}
