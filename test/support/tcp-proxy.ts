import { connect, createServer, type Server, type Socket } from 'node:net';

/** A cable between a client and a server that can be cut, or go dead without a word. */
export interface TcpProxy {
  readonly port: number;
  readonly url: string;
  /** Connections that have passed through it so far. */
  readonly passed: () => number;
  /** Ends all connections at once, as when a router forgets them. */
  cut(): void;
  /**
   * Half open: nothing passes any more and nobody is told; new connections are accepted and hear nothing.
   * @param nth only the open connection of that number, from 0, in the order in which they were made
   */
  freeze(nth?: number): void;
  /** What was frozen is cut, and the cable works again. */
  thaw(): void;
  close(): Promise<void>;
}

interface Cable {
  readonly pairs: Set<readonly [Socket, Socket | null]>;
  frozen: boolean;
  passed: number;
}

/** @param target port on this machine; asked for at each connection, so that a server may come back elsewhere */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const cable: Cable = { pairs: new Set(), frozen: false, passed: 0 };
  const server = createServer((client) => join(client, cable, target()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  const cut = (): void => {
    for (const [client, upstream] of cable.pairs) {
      client.resetAndDestroy();
      upstream?.resetAndDestroy();
    }
    cable.pairs.clear();
  };
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    passed: () => cable.passed,
    cut,
    freeze: (nth) => {
      cable.frozen = nth === undefined;
      for (const [client, upstream] of [...cable.pairs].filter((_, index) => nth === undefined || index === nth)) {
        client.pause();
        client.unpipe();
        upstream?.pause();
        upstream?.unpipe();
      }
    },
    thaw: () => {
      cable.frozen = false;
      cut();
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function join(client: Socket, cable: Cable, port: number): void {
  cable.passed++;
  if (cable.frozen) {
    client.on('error', () => undefined);
    client.pause();
    cable.pairs.add([client, null]);
    return;
  }
  const upstream = connect(port, '127.0.0.1');
  const pair = [client, upstream] as const;
  cable.pairs.add(pair);
  const end = (): void => {
    cable.pairs.delete(pair);
    client.destroy();
    upstream.destroy();
  };
  for (const socket of pair) {
    socket.setNoDelay(true);
    socket.on('error', end);
    socket.on('close', end);
  }
  client.pipe(upstream);
  upstream.pipe(client);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}
