import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { WORK_STREAM, workConsumerName } from '../../src/cluster/jetstream/subjects.js';
import { PRIORITIES, type WorkClass } from '../../src/core/index.js';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'bin/e2a');
/** Twelve hex digits, as a voice has them. */
const PROFILE = '73a5a304c61c';

const textOf = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

/** Every document of a YAML file; throws on anything the parser would only warn of. */
function documentsOf(path: string): unknown[] {
  return parseAllDocuments(textOf(path), { strict: true, uniqueKeys: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    return document.toJS() as unknown;
  });
}

const withKind = <K extends string>(kind: K) => z.looseObject({ kind: z.literal(kind) });
const text = z.string().min(1);
const labels = z.record(text, text);
const envFrom = z.array(
  z.union([
    z.strictObject({ configMapRef: z.strictObject({ name: text }) }),
    z.strictObject({ secretRef: z.strictObject({ name: text }) }),
  ]),
);
const container = z.looseObject({
  name: text,
  image: z.literal('e2a'),
  args: z.array(text).min(1),
  envFrom,
  env: z.array(z.looseObject({ name: text })).default([]),
  volumeMounts: z.array(z.strictObject({ name: text, mountPath: text.startsWith('/') })),
});
const deployment = withKind('Deployment').extend({
  apiVersion: z.literal('apps/v1'),
  metadata: z.looseObject({ name: text }),
  spec: z.strictObject({
    replicas: z.int().min(0),
    selector: z.strictObject({ matchLabels: labels }),
    strategy: z.looseObject({ type: z.enum(['RollingUpdate', 'Recreate']) }),
    template: z.strictObject({
      metadata: z.strictObject({ labels }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.int(),
        initContainers: z.array(container).default([]),
        containers: z.array(container).length(1),
        volumes: z.array(z.looseObject({ name: text })),
      }),
    }),
  }),
});
const scaledObject = withKind('ScaledObject').extend({
  apiVersion: z.literal('keda.sh/v1alpha1'),
  metadata: z.looseObject({ name: text }),
  spec: z.strictObject({
    scaleTargetRef: z.strictObject({ name: text }),
    pollingInterval: z.int().positive(),
    cooldownPeriod: z.int().min(120),
    minReplicaCount: z.int().min(0),
    maxReplicaCount: z.int().positive(),
    advanced: z.looseObject({}).optional(),
    triggers: z.array(
      z.strictObject({
        type: z.literal('nats-jetstream'),
        // KEDA's metadata are strings, all of them.
        metadata: z.strictObject({
          natsServerMonitoringEndpoint: z.string().regex(/^[a-z.]+:8222$/),
          account: text,
          stream: text,
          consumer: text,
          lagThreshold: z.string().regex(/^\d+$/),
          activationLagThreshold: z.string().regex(/^\d+$/),
        }),
      }),
    ),
  }),
});
const kustomization = withKind('Kustomization').extend({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  resources: z.array(text),
  images: z.array(z.looseObject({ name: z.literal('e2a') })),
});
const keyed = (kind: 'ConfigMap' | 'Secret') =>
  withKind(kind).extend({ apiVersion: z.literal('v1'), metadata: z.looseObject({ name: text }) });

const [shop] = documentsOf('kubernetes/kustomization.yaml').map((one) => kustomization.parse(one));
const manifests = (shop?.resources ?? []).flatMap((file) => documentsOf(`kubernetes/${file}`));
const deployments = manifests
  .filter((one) => withKind('Deployment').safeParse(one).success)
  .map((one) => deployment.parse(one));
const settings = keyed('ConfigMap').extend({ data: labels }).parse(manifests[0]);
const login = keyed('Secret').extend({ stringData: labels }).parse(manifests[1]);
const scaled = documentsOf('keda/scaled-objects.yaml').map((one) => scaledObject.parse(one));

const valueAfter = (args: readonly string[], flag: string): string | undefined => args[args.indexOf(flag) + 1];

/** The variables that config/e2a.toml knows. */
const variables = new Set(readFileSync(join(ROOT, 'config/e2a.toml'), 'utf8').match(/\bE2A_[A-Z_]+\b/g));
const help = async (...command: string[]): Promise<string> => (await execa(BIN, [...command, '--help'])).stdout;
/** What `e2a node` takes, for each flag the words behind it. */
const nodeHelp = await help('node');
const rolesOfHelp = /--role <role>[\s\S]*?choices: ([^)]*)\)/.exec(nodeHelp)?.[1] ?? '';

function expectRealNode(args: readonly string[]): void {
  expect(args[0]).toBe('node');
  const flags = args.filter((arg) => arg.startsWith('--'));
  expect(flags.filter((flag) => !nodeHelp.includes(`${flag} `))).toEqual([]);
  expect(rolesOfHelp).toContain(`"${valueAfter(args, '--role')}"`);
}

describe('deploy/kubernetes', () => {
  it('names every manifest there is, and kubectl makes one of them', async () => {
    const files = readdirSync(join(DEPLOY, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');
    expect(shop?.resources.toSorted()).toEqual(files.toSorted());
    const built = await execa('kubectl', ['kustomize', join(DEPLOY, 'kubernetes')], { reject: false });
    if (built.code === 'ENOENT') process.stderr.write('SKIPPED: no kubectl here, `kubectl kustomize` was not tried.\n');
    else expect(parseAllDocuments(built.stdout)).toHaveLength(manifests.length);
  });

  it('has a deployment for each sort of node', () => {
    expect(deployments.map((one) => one.metadata.name)).toEqual(['e2a-book', 'e2a-synth-cpu', 'e2a-synth-gpu']);
    const books = deployments.find((one) => one.metadata.name === 'e2a-book');
    expect(books?.spec.replicas).toBeGreaterThanOrEqual(2);
  });

  it.each(deployments.map((one) => [one.metadata.name, one] as const))('%s fits together', (_name, { spec }) => {
    const pod = spec.template.spec;
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    const names = pod.volumes.map((volume) => volume.name);
    for (const { envFrom: sources, volumeMounts, env } of [...pod.containers, ...pod.initContainers]) {
      const known = [{ configMapRef: { name: settings.metadata.name } }, { secretRef: { name: login.metadata.name } }];
      for (const source of sources) expect(known).toContainEqual(source);
      for (const mount of volumeMounts) expect(names).toContain(mount.name);
      for (const variable of env) expect(variables).toContain(variable.name);
    }
  });

  it.each(deployments.map((one) => [one.metadata.name, one] as const))(
    '%s runs a node that exists and drains',
    (_name, { spec }) => {
      const args = spec.template.spec.containers[0]?.args ?? [];
      expectRealNode(args);
      const grace = Number(valueAfter(args, '--grace'));
      expect(grace).toBeGreaterThanOrEqual(30);
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(grace);
      for (const { args: before } of spec.template.spec.initContainers) {
        expect(before).toEqual(['voices', 'pull', '$(E2A_VOICE)']);
      }
    },
  );

  it('sets only variables that exist, and has a voice where it looks for it', () => {
    expect(
      [...Object.keys(settings.data), ...Object.keys(login.stringData)].filter((name) => !variables.has(name)),
    ).toEqual([]);
    expect(Object.keys(readCatalogue())).toContain(settings.data['E2A_VOICE']);
    const mounts = deployments.flatMap((one) => one.spec.template.spec.containers.flatMap((each) => each.volumeMounts));
    for (const folder of ['E2A_VOICES', 'E2A_CACHE']) {
      expect(mounts.map((mount) => mount.mountPath)).toContain(settings.data[folder]);
    }
  });
});

/** Names of the voices that can be pulled. */
function readCatalogue(): Record<string, unknown> {
  const names =
    readFileSync(join(ROOT, 'config/voices.json'), 'utf8').match(/[a-z]{2}_[A-Z]{2}-[a-z_]+-[a-z_]+/g) ?? [];
  return Object.fromEntries(names.map((name) => [name, true]));
}

describe('deploy/keda', () => {
  it('scales deployments that exist on queues that e2a makes', () => {
    for (const { spec } of scaled) {
      expect(deployments.map((one) => one.metadata.name)).toContain(spec.scaleTargetRef.name);
      expect(spec.maxReplicaCount).toBeGreaterThan(spec.minReplicaCount);
      const work: WorkClass = spec.scaleTargetRef.name === 'e2a-book' ? 'media' : `speech-${PROFILE}`;
      expect(spec.triggers.map(({ metadata }) => metadata.consumer.replace('PROFILE', PROFILE))).toEqual(
        PRIORITIES.map((priority) => workConsumerName(work, priority)),
      );
      for (const { metadata } of spec.triggers) expect(metadata.stream).toBe(WORK_STREAM);
    }
    expect(scaled.map((one) => one.spec.scaleTargetRef.name)).toEqual(['e2a-synth-cpu', 'e2a-book']);
  });

  it('asks for the account of the shipped roles', () => {
    const account = /accounts\s*\{\s*(\w+)\s*\{\s*jetstream/.exec(
      readFileSync(join(ROOT, 'config/nats-roles.conf'), 'utf8'),
    )?.[1];
    for (const { spec } of scaled) for (const { metadata } of spec.triggers) expect(metadata.account).toBe(account);
  });

  it('grows while a book is in work: a pod should have less than a Book asks for per pod', () => {
    const [synth] = scaled;
    const pod = deployments.find((one) => one.metadata.name === synth?.spec.scaleTargetRef.name);
    const slots = Number(valueAfter(pod?.spec.template.spec.containers[0]?.args ?? [], '--slots'));
    for (const { metadata } of synth?.spec.triggers ?? []) {
      expect(Number(metadata.lagThreshold)).toBeGreaterThanOrEqual(slots);
      expect(Number(metadata.lagThreshold)).toBeLessThan(3 * slots);
    }
    expect(scaled.find((one) => one.metadata.name === 'e2a-book')?.spec.minReplicaCount).toBeGreaterThanOrEqual(2);
  });
});

describe('deploy/systemd', () => {
  const unit = textOf('systemd/e2a-node@.service');
  const setting = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const environment = Object.fromEntries(
    [...textOf('systemd/node.env').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

  it('runs a node that exists, restarts it, and lets it drain', () => {
    for (const role of ['book', 'synth', 'all'])
      expectRealNode(setting('ExecStart').replace('%i', role).split(' ').slice(1));
    expect(setting('Restart')).toBe('on-failure');
    expect(setting('KillSignal')).toBe('SIGTERM');
    // Otherwise the inference children are told to end in the middle of a segment.
    expect(setting('KillMode')).toBe('mixed');
    expect(Number(setting('TimeoutStopSec'))).toBeGreaterThan(Number(environment['E2A_GRACE']));
  });

  it('sets only variables that exist', () => {
    expect(Object.keys(environment).length).toBeGreaterThan(3);
    expect(Object.keys(environment).filter((name) => !variables.has(name))).toEqual([]);
  });

  it('is a unit that systemd understands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'e2a-unit-'));
    const name = 'e2a-node@synth.service';
    copyFileSync(join(DEPLOY, 'systemd/e2a-node@.service'), join(folder, 'e2a-node@.service'));
    // The command is looked for, too; it need not be installed here.
    writeFileSync(join(folder, 'e2a-node@.service'), unit.replace('/usr/local/bin/e2a', process.execPath));
    const verified = await execa('systemd-analyze', ['verify', '--man=no', join(folder, name)], { reject: false });
    rmSync(folder, { recursive: true });
    if (verified.code === 'ENOENT')
      process.stderr.write('SKIPPED: no systemd-analyze here, the unit was not verified.\n');
    else expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
  });
});

describe('deploy/docker', () => {
  it('copies what there is, and runs the command', () => {
    const file = textOf('docker/Dockerfile');
    const copied = [...file.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    const allowed = textOf('docker/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(copied.length).toBeGreaterThan(5);
    expect(allowed.map((line) => line.slice(1)).toSorted()).toEqual(
      [...new Set(copied)].map((path) => path.replace('./', '')).toSorted(),
    );
    for (const path of copied) expect(readdirSync(ROOT)).toContain(path.replace('./', ''));
    expect(file).toContain('ENTRYPOINT ["/opt/e2a/bin/e2a"]');
    for (const program of ['ffmpeg', 'espeak-ng']) expect(file).toContain(program);
  });
});
