import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { natsServerProgram } from './nats.js';

/** A registry that has not given the image by then counts as out of reach. */
const PULL_MS = 120_000;
const ASK_MS = 10_000;
const LOCAL = 'e2a-test';

const succeeds = async (program: string, ...args: readonly string[]): Promise<boolean> =>
  (await execa(program, args, { reject: false, timeout: ASK_MS })).exitCode === 0;

/** @returns null when compose files can be run here, else why not */
export async function whyNoCompose(): Promise<string | null> {
  if (!(await succeeds('docker', 'info'))) return 'no Docker engine answers';
  if (await succeeds('docker', 'compose', 'version')) return null;
  if (!(await succeeds('docker-compose', 'version'))) return 'there is no docker compose';
  process.env['DOCKER_CONFIG'] = oldComposeAsPlugin();
  return null;
}

/** Debian's docker-compose is a program by itself; Docker takes plugins from its configuration folder. */
function oldComposeAsPlugin(): string {
  const folder = join(tmpdir(), 'e2a-docker-config');
  const about = '{"SchemaVersion":"0.1.0","Vendor":"e2a tests","Version":"v1","ShortDescription":"compose"}';
  const lines = [
    '#!/bin/sh',
    `if [ "$1" = docker-cli-plugin-metadata ]; then echo '${about}'; exit 0; fi`,
    'shift',
    'exec docker-compose "$@"',
  ];
  mkdirSync(join(folder, 'cli-plugins'), { recursive: true });
  writeFileSync(join(folder, 'cli-plugins', 'docker-compose'), `${lines.join('\n')}\n`, { mode: 0o755 });
  return folder;
}

/**
 * What docker-compose.nats.yml shall have for NATS_VERSION: nothing when its own image is here or can be pulled, else
 * an image of the nats-server that the other tests run on.
 */
export async function natsImageVersion(version: string): Promise<string> {
  const image = `nats:${version}-alpine`;
  if (
    (await succeeds('docker', 'image', 'inspect', image)) ||
    (await execa('docker', ['pull', image], { reject: false, timeout: PULL_MS })).exitCode === 0
  ) {
    return version;
  }
  process.stderr.write(`NOTE: ${image} cannot be pulled here; the compose file is tried with the local nats-server.\n`);
  await buildImage(`nats:${LOCAL}-alpine`);
  return LOCAL;
}

/** The program alone: it is static. */
async function buildImage(tag: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'e2a-image-'));
  try {
    copyFileSync(natsServerProgram(), join(folder, 'nats-server'));
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM scratch\nCOPY nats-server /nats-server\nENTRYPOINT ["/nats-server"]\n',
    );
    await execa('docker', ['build', '--quiet', '--tag', tag, folder], { env: { DOCKER_BUILDKIT: '0' } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
