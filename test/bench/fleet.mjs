/** Real processes with simulated engines on a real server, and everything they say. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, systemClock } from '../../dist/client/index.js';
import { connectCluster } from '../../dist/cluster/jetstream/index.js';
import { SIMULATED_PROFILE } from '../support/simulated-engine.mjs';
import { startServer } from './server.mjs';

const HOST = fileURLToPath(new URL('../support/simulated-host.mjs', import.meta.url));
const CONNECT_WAIT_MS = 10_000;
const STOP_LIMIT_MS = 10_000;

export const SETTINGS = {
  profile: SIMULATED_PROFILE.id,
  engine: SIMULATED_PROFILE.engine,
  voice: SIMULATED_PROFILE.voice,
  licence: SIMULATED_PROFILE.licence,
  chapters: null,
};

/**
 * A server of its own with `sync_interval: always`, book hosts, synth hosts of `{ slots, speed }`, and a client.
 * @param {{ synths: { slots: number, speed: number }[], bookHosts?: number, quiet?: boolean }} wanted
 */
export async function startFleet({ synths, bookHosts = 1, quiet = false }) {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-bench-fleet-'));
  const server = await startServer(folder);
  const hosts = [];
  const stop = async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const cluster = await connectCluster({ servers: server.url, name: 'e2a/client/bench', waitMs: CONNECT_WAIT_MS });
    const common = { servers: server.url, quiet };
    const orders = [
      ...Array.from({ length: bookHosts }, (_, n) => ({ node: `book-${n + 1}`, roles: ['book'], slots: 0, speed: 1 })),
      ...synths.map((synth, n) => ({ node: `synth-${n + 1}`, roles: ['synth'], ...synth })),
    ];
    for (const order of orders) hosts.push(await startSimulatedHost({ ...common, ...order }, folder));
    await Promise.all(hosts.map((host) => host.said(({ type }) => type === 'ready')));
    await allReported(cluster, orders.length);
    const synthHosts = hosts.filter(({ node }) => node.startsWith('synth'));
    const close = async () => {
      await cluster.close();
      await stop();
    };
    return { server, cluster, client: createClient(cluster, systemClock), hosts, synthHosts, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A fleet that stands: every node has said that it is there. */
async function allReported(cluster, count) {
  for (const until = Date.now() + CONNECT_WAIT_MS; Date.now() < until; ) {
    if ((await cluster.nodes.list()).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not all of the ${count} nodes reported`);
}

async function startSimulatedHost(orders, folder) {
  const workFolder = join(folder, orders.node);
  await mkdir(workFolder, { recursive: true });
  const file = join(folder, `${orders.node}.json`);
  await writeFile(file, JSON.stringify({ ...orders, workFolder }));
  const child = spawn(process.execPath, [HOST, file], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  child.stdin.on('error', () => {}); // it may be gone
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints = (complaints + text).slice(-2000);
  });
  const lines = [];
  const listeners = new Set();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text);
    lines.push(line);
    for (const listener of [...listeners]) listener(line);
  });
  const listen = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    node: orders.node,
    pid: child.pid,
    speed: orders.speed,
    slots: orders.slots,
    lines,
    listen,
    tell: (command) => child.stdin.write(`${command}\n`),
    said: (matches) => said(lines, listen, matches, ended, () => complaints),
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** The first line that matches, past ones included. */
function said(lines, listen, matches, ended, complaints) {
  const found = lines.find(matches);
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const stopListening = listen((line) => {
      if (!matches(line)) return;
      stopListening();
      resolve(line);
    });
    void ended.then(() => reject(new Error(`a host ended: ${complaints()} ${JSON.stringify(lines.at(-1))}`)));
  });
}
