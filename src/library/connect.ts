import { homedir } from 'node:os';
import { connectCluster, systemClock } from '../client/index.js';
import { clusterTarget, environment, loadSettings } from '../config/index.js';
import type { E2a } from './e2a.js';
import { libraryOn } from './library-on.js';
import type { LibraryOptions } from './options.js';

const USUAL_NAME = 'library';

/**
 * Connects to a cluster.
 * @throws UserError: nobody answers within 3 s, or the server is too old (exit 4), the login is wrong (4), settings are (2)
 */
export async function connect(options: LibraryOptions = {}): Promise<E2a> {
  const { server, context, user, password, token, name = USUAL_NAME, cwd = process.cwd() } = options;
  const place = { env: environment(), home: homedir(), platform: process.platform, cwd };
  const login = { serverUser: user, serverPassword: password, serverToken: token };
  const { settings } = loadSettings({ serverUrl: server, serverContext: context, ...login }, place);
  const { chosenBy: _, ...target } = clusterTarget(settings, place);
  return libraryOn(await connectCluster({ ...target, name: `e2a/${name}` }), systemClock, place);
}
