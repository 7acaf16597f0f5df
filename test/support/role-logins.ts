import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startNats, type TestServer, type TestServerOptions } from './nats.js';

export const ROLES = ['admin', 'node', 'client', 'monitor'] as const;
export type Role = (typeof ROLES)[number];

/** Of the test servers; one is of digits only, as people have them. */
const WORDS: Readonly<Record<Role, string>> = { admin: 'pa-1', node: 'pn-2', client: '"12345"', monitor: 'pm-4' };

/** What a machine of that role has in its environment. */
export const loginOf = (role: Role): { user: string; pass: string } => ({
  user: role,
  pass: WORDS[role].replaceAll('"', ''),
});

/** A server on the configuration we ship, roles and all. */
export const startShippedNats = (options: TestServerOptions = {}): Promise<TestServer> =>
  startNats({
    ...options,
    shipped: true,
    env: Object.fromEntries(ROLES.map((role) => [`E2A_${role.toUpperCase()}_PASSWORD`, WORDS[role]])),
  });

/** A plain client of that role. */
export const plainClient = (server: TestServer, role: Role): Promise<NatsConnection> =>
  connect({ servers: server.url, ...loginOf(role), inboxPrefix: `_INBOX_${role}`, reconnect: false });
