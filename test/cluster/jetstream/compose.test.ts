import { fileURLToPath } from 'node:url';
import { DockerComposeEnvironment, type StartedDockerComposeEnvironment, Wait } from 'testcontainers';
import type { StartedGenericContainer } from 'testcontainers/build/generic-container/started-generic-container.js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';
import { natsImageVersion, whyNoCompose } from '../../support/nats-image.js';
import { document } from '../../docs/markdown.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FILE = 'docker-compose.nats.yml';
const PROJECT = `e2a-test-${process.pid}`;
const TEST_MS = 300_000;
const CLIENT_PORT = 4222;
/** Of digits only, as people have them: the server must not take it for a number. */
const PASSWORD = '12345678';

const missing = await whyNoCompose();
if (missing !== null) process.stderr.write(`SKIPPED: ${missing} here, so ${FILE} was not started.\n`);
// We take down ourselves what we started; its helper would have to be pulled.
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

describe.runIf(missing === null)(`${FILE} in a Docker engine`, { timeout: TEST_MS }, () => {
  let version = '';
  let environment: StartedDockerComposeEnvironment | null = null;
  beforeAll(async () => {
    version = await natsImageVersion(/NATS_VERSION:-([\d.]+)/.exec(document(FILE))?.[1] ?? '');
  }, TEST_MS);
  afterEach(async () => {
    await environment?.down({ removeVolumes: true });
    environment = null;
  }, TEST_MS);

  /** @returns where the services listen, as `E2A_NATS_URL` has it */
  const up = async (profile: string[], services: string[]): Promise<string> => {
    const passwords = ['ADMIN', 'NODE', 'CLIENT', 'MONITOR'].map((role) => [`E2A_${role}_PASSWORD`, PASSWORD]);
    const ports = ['', '_1', '_2', '_3'].map((suffix) => [`E2A_NATS_PORT${suffix}`, '0']);
    const started = await new DockerComposeEnvironment(ROOT, FILE)
      .withProjectName(PROJECT)
      .withProfiles(...profile)
      .withEnvironment({ ...Object.fromEntries([...passwords, ...ports]), NATS_VERSION: version })
      .withDefaultWaitStrategy(Wait.forLogMessage(/Server is ready/))
      .up(services);
    environment = started;
    const places = services.map((service) => {
      const container = containerOf(started, service);
      return `nats://${container.getHost()}:${container.getMappedPort(CLIENT_PORT)}`;
    });
    return places.join(',');
  };
  const login = (user: string) => ({ user, pass: PASSWORD, name: 'e2a/test/compose', waitMs: 20_000 });

  it('is one server with the roles, on which an admin makes a cluster', async () => {
    const servers = await up([], ['nats']);
    await expect(connectCluster({ servers, ...login('node') })).rejects.toMatchObject({
      failure: { code: 'E2A-4004' },
    });
    const admin = await connectCluster({ servers, ...login('admin') });
    expect(admin.topology).toMatchObject({ replicas: 1, drift: [] });
    expect(admin.topology.created.length).toBeGreaterThan(10);
    await admin.close();
    const node = await connectCluster({ servers, ...login('node') });
    expect(node.topology.created).toEqual([]);
    await node.close();
  });

  it('is, with the profile three, three servers with three copies', async () => {
    const servers = await up(['three'], ['nats-1', 'nats-2', 'nats-3']);
    const admin = await connectCluster({ servers, ...login('admin') });
    expect(admin.server.cluster).toBe('e2a');
    expect(admin.topology).toMatchObject({ replicas: 3, drift: [] });
    await admin.close();
  });
});

/** Named so by the second version of compose, and by the first, which Debian still has. */
function containerOf(environment: StartedDockerComposeEnvironment, service: string): StartedGenericContainer {
  try {
    return environment.getContainer(`${service}-1`);
  } catch {
    return environment.getContainer(`${PROJECT}_${service}_1`);
  }
}
