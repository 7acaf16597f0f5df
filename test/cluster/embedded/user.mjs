/**
 * A user of the embedded server as a process of its own, to be killed by tests: `node user.mjs DATA_FOLDER`.
 * Prints one JSON line when it has the server; a line on its standard input makes it stop.
 */
import { createInterface } from 'node:readline';
import { startEmbedded } from '../../../dist/cluster/embedded/index.js';

const [dataFolder, serverPath] = process.argv.slice(2);
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const server = await startEmbedded({ dataFolder, serverPath, cacheFolder: `${dataFolder}/no-cache` });
const { servers, user, pass, exclusive } = server;
void server.lost.then(() => print({ type: 'lost' }));
print({ type: 'ready', servers, user, pass, exclusive });
for await (const _ of createInterface({ input: process.stdin })) {
  await server.stop();
  print({ type: 'stopped' });
  process.exit(0);
}
