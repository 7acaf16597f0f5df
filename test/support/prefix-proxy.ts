import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PrefixProxy {
  /** With the prefix and a slash at its end. */
  readonly url: string;
  /** Paths that were answered with 4xx, outside of the prefix included. */
  readonly failed: readonly string[];
  close(): Promise<void>;
}

export interface ProxyFaults {
  /** Of a body; more is refused with a page of the proxy's own. */
  readonly mostBytes?: number;
  /** Requests whose line is cut after their first bytes. */
  readonly breaks?: (incoming: IncomingMessage) => boolean;
}

/** A front door that serves an app under a path: it takes the path away before it asks, or leaves it to the app. */
export async function startPrefixProxy(
  target: string,
  prefix: string,
  strips: boolean,
  faults: ProxyFaults = {},
): Promise<PrefixProxy> {
  const failed: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    if (!path.startsWith(`${prefix}/`)) {
      failed.push(path);
      outgoing.writeHead(404).end();
      return;
    }
    if (Number(incoming.headers['content-length'] ?? 0) > (faults.mostBytes ?? Number.POSITIVE_INFINITY)) {
      failed.push(`413 ${path}`);
      incoming.resume().once('end', () => outgoing.writeHead(413).end('<h1>Request Entity Too Large</h1>'));
      return;
    }
    const headers = { ...incoming.headers, 'x-forwarded-host': incoming.headers.host };
    const passedOn = {
      hostname,
      port,
      method: incoming.method,
      path: strips ? path.slice(prefix.length) : path,
      headers,
    };
    const asked = request(passedOn, (answer) => {
      const status = answer.statusCode ?? 502;
      if (status >= 400) failed.push(`${status} ${path}`);
      outgoing.writeHead(status, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    asked.on('error', () => outgoing.destroy());
    outgoing.on('close', () => asked.destroy());
    if (faults.breaks?.(incoming) === true) incoming.once('data', () => incoming.destroy());
    incoming.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}${prefix}/`, failed, close: () => closed(server) };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
