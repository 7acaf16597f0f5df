/** A plain nats-server with JetStream, as an operator would run one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServer } from '../../dist/cluster/embedded/index.js';
import { environment, platformFolders } from '../../dist/config/index.js';

const START_LIMIT_MS = 10_000;
const POLL_MS = 20;

export async function startServer(folder) {
  const env = environment();
  const { cache } = platformFolders({ env, home: homedir(), platform: process.platform });
  const { path } = await findServer({ serverPath: env.E2A_NATS_SERVER, cacheFolder: cache });
  const ports = join(folder, 'ports');
  await mkdir(ports, { recursive: true });
  const config = join(folder, 'server.conf');
  const store = `jetstream { store_dir: "${join(folder, 'js')}", max_file_store: 8GB, sync_interval: always }`;
  await writeFile(config, `listen: "127.0.0.1:-1"\nports_file_dir: "${ports}"\n${store}\n`);
  const child = spawn(path, ['-c', config], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  for (const until = performance.now() + START_LIMIT_MS; performance.now() < until; await sleep(POLL_MS)) {
    const [file] = (await readdir(ports)).filter((name) => name.endsWith('.ports'));
    const port = file && /"nats:\/\/[^"]*:(\d+)"/.exec(await readFile(join(ports, file), 'utf8'))?.[1];
    if (port) return { url: `nats://127.0.0.1:${port}`, pid: child.pid, stop };
  }
  await stop();
  throw new Error(`${path} did not say where it listens`);
}
