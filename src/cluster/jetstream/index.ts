/**
 * The ports on NATS JetStream: the topology as data, one adapter per port, and what each error of the server means.
 *
 * The only folder that imports `@nats-io/*`. No book, no voice and no decision of an actor comes in here; names of
 * streams, subjects and keys do not go out.
 */
export type { ConnectedCluster, ConnectOptions, ServerFacts } from './connect.js';
export { connectCluster } from './connect.js';
export type { Login } from './login.js';
export type { AssetReport, TopologyReport } from './ensure-topology.js';
export type { ServerFeature } from './features.js';
export { isOlder, OLDEST_SERVER } from './server-check.js';
