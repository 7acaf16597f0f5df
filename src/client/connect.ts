import type { ConnectedCluster, ConnectOptions } from '../cluster/jetstream/index.js';

export type { ConnectedCluster, ConnectOptions };

/**
 * Connects to a cluster; makes what is missing there. The broker's library is loaded when it is needed.
 * @throws UserError (exit 4) when nobody answers, the login is wrong, or the server is too old.
 */
export async function connectCluster(options: ConnectOptions): Promise<ConnectedCluster> {
  const { connectCluster: connect } = await import('../cluster/jetstream/index.js');
  return connect(options);
}
