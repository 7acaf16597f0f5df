import { createConnection } from 'node:net';
import { isJsonObject, parseJson } from '../../core/index.js';

/** A server on this machine says who it is at once; longer means it is not well. */
const PEEK_LIMIT_MS = 1_000;
const GREETING = 'INFO ';

/** The name of the NATS server that listens on a loopback port; null when none does. It tells this without a login. */
export function peekServerName(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const end = (name: string | null): void => {
      socket.destroy();
      resolve(name);
    };
    let heard = '';
    socket.setTimeout(PEEK_LIMIT_MS, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('utf8');
      if (heard.includes('\r\n')) end(nameIn(heard));
    });
  });
}

function nameIn(greeting: string): string | null {
  const [line = ''] = greeting.split('\r\n');
  if (!line.startsWith(GREETING)) return null;
  const info = parseJson(line.slice(GREETING.length));
  const name = info.ok && isJsonObject(info.value) ? info.value['server_name'] : null;
  return typeof name === 'string' ? name : null;
}
