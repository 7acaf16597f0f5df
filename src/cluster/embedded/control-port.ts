import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { isJsonObject, type JsonObject, parseJson } from '../../core/index.js';
import type { Attendance } from './attendance.js';

/** A user says its word at once; who does not is none. */
const HELLO_LIMIT_MS = 2_000;
/** A line of ours is short. */
const LINE_MAX_BYTES = 1_024;

/** Where users hold a connection for as long as they live; the system closes it however they die. */
export interface ControlPort {
  readonly port: number;
  /** Closes all connections: users take it as the end of the server. */
  close(): void;
}

/** @param name what a user is answered, so that it knows whom it speaks to */
export async function openControlPort(token: string, name: string, attendance: Attendance): Promise<ControlPort> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    receive(socket, token, name, attendance);
  });
  const port = await listen(server);
  return {
    port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function receive(socket: Socket, token: string, name: string, attendance: Attendance): void {
  const state = { present: false };
  const limit = setTimeout(() => socket.destroy(), HELLO_LIMIT_MS);
  const leave = (saidGoodbye: boolean): void => {
    if (!state.present) return;
    state.present = false;
    attendance.leave(saidGoodbye);
  };
  onLine(socket, (line) => {
    if (line['bye'] === true) {
      leave(true);
      // The last one is kept waiting until the server has ended.
      if (!attendance.isOver) socket.end();
    } else if (attendance.isOver || state.present || !isSame(line['token'], token)) {
      socket.destroy();
    } else {
      clearTimeout(limit);
      state.present = true;
      socket.write(`${JSON.stringify({ server: name, others: attendance.join() })}\n`);
    }
  });
  socket.on('close', () => {
    clearTimeout(limit);
    leave(false);
  });
}

/** Calls `take` for every line that is a JSON object; ends a connection that speaks another language. */
export function onLine(socket: Socket, take: (line: JsonObject) => void): void {
  let heard = '';
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('utf8');
    const lines = heard.split('\n');
    heard = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = parseJson(line);
      if (parsed.ok && isJsonObject(parsed.value)) take(parsed.value);
      else socket.destroy();
    }
    if (heard.length > LINE_MAX_BYTES) socket.destroy();
  });
}

function isSame(said: unknown, token: string): boolean {
  if (typeof said !== 'string') return false;
  const [a, b] = [Buffer.from(said), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the guardian got no port'));
    });
  });
}
