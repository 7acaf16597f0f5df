/** The page's server as a process of its own: `node web-program.mjs SERVERS FOLDER`. Says where it listens; ends when stdin does. */
import { join } from 'node:path';
import { connectCluster, createClient, systemClock } from '../../dist/client/index.js';
import { loadSettings } from '../../dist/config/index.js';
import { startWeb } from '../../dist/web/index.js';

const [servers = '', folder = ''] = process.argv.slice(2);
const quiet = () => undefined;
const machine = { env: {}, home: folder, platform: process.platform, cwd: folder };
const cluster = await connectCluster({ servers, name: 'e2a/web/bench' });
const web = await startWeb({
  settings: {
    host: '127.0.0.1',
    port: 0,
    basePath: '',
    tokens: { admin: null, submit: null, view: null },
    maxUploadBytes: 1_000_000,
    uploadsFolder: join(folder, 'uploads'),
    trustedHosts: [],
    name: null,
  },
  client: createClient(cluster, systemClock),
  configuration: loadSettings({}, machine).settings,
  here: { ...machine, signal: new AbortController().signal, clock: systemClock },
  clock: systemClock,
  version: '0.0.0-bench',
  log: { info: quiet, warn: quiet, error: (facts, text) => console.error(text, facts) },
  voices: async () => [],
  speak: null,
  encode: async () => new Uint8Array(),
  statusRoutes: null,
});
console.log(JSON.stringify({ url: web.url }));
process.stdin.resume().once('end', async () => {
  await web.close();
  await cluster.close();
  process.exit(0);
});
