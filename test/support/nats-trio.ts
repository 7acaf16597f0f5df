import { createServer } from 'node:net';
import { startNats, type TestServer, type TestServerOptions } from './nats.js';
import { startShippedNats } from './role-logins.js';

/** Three real servers on loopback that are one cluster. */
export interface Trio {
  readonly servers: readonly TestServer[];
  readonly names: readonly string[];
  /** All of them, as `E2A_NATS_URL` has it. */
  readonly url: string;
  named(name: string): TestServer;
  stop(): Promise<void>;
}

const NAMES = ['n1', 'n2', 'n3'];

/** On config/nats-cluster.conf as we ship it, with the logins of the roles. */
export async function startShippedTrio(): Promise<Trio> {
  const names = ['nats-1', 'nats-2', 'nats-3'];
  const ports = await freePorts(names.length);
  const members = names.map((name, i) => ({ name, port: ports[i] ?? 0, ports }));
  return trioOf(await Promise.all(members.map((member) => startShippedNats({ member }))), names);
}

/** @param options of each of them; `syncAlways` as we ship it, unless said otherwise */
export async function startTrio(options: TestServerOptions = {}, names: readonly string[] = NAMES): Promise<Trio> {
  const ports = await freePorts(names.length);
  const routes = ports.map((port) => `"nats-route://127.0.0.1:${port}"`).join(', ');
  const servers = await Promise.all(
    names.map((name, i) =>
      startNats({
        syncAlways: true,
        ...options,
        config: [
          options.config ?? '',
          `server_name: "${name}"`,
          `cluster { name: "e2a", listen: "127.0.0.1:${ports[i]}", routes: [ ${routes} ] }`,
        ].join('\n'),
      }),
    ),
  );
  return trioOf(servers, names);
}

function trioOf(servers: readonly TestServer[], names: readonly string[]): Trio {
  return {
    servers,
    names,
    url: servers.map(({ url }) => url).join(','),
    named: (name) => {
      const server = servers[names.indexOf(name)];
      if (server === undefined) throw new Error(`no server is called ${name}`);
      return server;
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Routes must be known before the servers are. */
async function freePorts(count: number): Promise<number[]> {
  const stubs = await Promise.all(
    Array.from({ length: count }, async () => {
      const stub = createServer();
      await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
      return stub;
    }),
  );
  const ports = stubs.map((stub) => {
    const address = stub.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  await Promise.all(stubs.map((stub) => new Promise<void>((resolve) => stub.close(() => resolve()))));
  return ports;
}
