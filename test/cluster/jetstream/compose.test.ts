import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { DockerComposeEnvironment, Wait } from 'testcontainers';
import { expect, it } from 'vitest';
import { connectCluster } from '../../../src/cluster/jetstream/index.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PASSWORD = 'compose-test';
const TEST_MS = 180_000;

const hasEngine = (await execa('docker', ['info'], { reject: false })).exitCode === 0;
if (!hasEngine) process.stderr.write('SKIPPED: no Docker engine here, so docker-compose.nats.yml was not started.\n');

it.runIf(hasEngine)(
  'docker-compose.nats.yml gives a server on which a cluster is made',
  { timeout: TEST_MS },
  async () => {
    const environment = await new DockerComposeEnvironment(ROOT, 'docker-compose.nats.yml')
      .withEnvironment({ E2A_NATS_PASSWORD: PASSWORD, E2A_NATS_PORT: '0' })
      .withWaitStrategy('nats-1', Wait.forLogMessage(/Server is ready/))
      .up();
    try {
      const container = environment.getContainer('nats-1');
      const servers = `nats://${container.getHost()}:${container.getMappedPort(4222)}`;
      const cluster = await connectCluster({ servers, user: 'e2a', pass: PASSWORD, name: 'test/compose' });
      expect(cluster.topology.created.length).toBeGreaterThan(0);
      await cluster.close();
    } finally {
      await environment.down({ removeVolumes: true });
    }
  },
);
