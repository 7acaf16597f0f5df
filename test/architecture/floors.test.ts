import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruise, ROOT, type Violation } from './cruise.js';

interface Rule {
  readonly name: string;
  readonly comment: string;
}
const rules = (createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: readonly Rule[] })
  .forbidden;

/** The floors as the design draws them, from the ground up: said here a second time, on purpose. */
const FLOORS = [
  ['cluster/ports', 'config', 'programs', 'gate'],
  ['books', 'speech', 'audio'],
  ['cluster/runtime', 'actors', 'planning', 'telemetry'],
  ['cluster/jetstream', 'cluster/memory', 'cluster/embedded'],
  ['host', 'client'],
  ['ordering'],
  ['web', 'integrations', 'library'],
  ['cli'],
] as const;
const ROOMS = FLOORS.flat();
const floorOf = (room: string): number => FLOORS.findIndex((floor) => (floor as readonly string[]).includes(room));

/** Sideways, yet allowed. */
const SIDEWAYS_ALLOWED = ['actors → planning'];
/** Downwards, yet not allowed. */
const DOWNWARDS_FORBIDDEN = [
  'books → config',
  'cluster/runtime → books',
  'cluster/runtime → speech',
  'cluster/runtime → audio',
  'cluster/jetstream → cluster/runtime',
  'cluster/jetstream → actors',
  'cluster/memory → actors',
  'cluster/embedded → config',
  'client → programs',
  'client → speech',
  'client → audio',
  'client → cluster/runtime',
  'client → cluster/embedded',
  'ordering → cluster/jetstream',
  'ordering → actors',
  'web → host',
  'web → cluster/jetstream',
  'library → host',
  'library → cluster/jetstream',
  'library → actors',
  'integrations → host',
  'integrations → cluster/jetstream',
  'cli → cluster/jetstream',
  'cli → actors',
  'actors → programs',
  'actors → config',
  'planning → config',
];
/** Needed, so never to be forbidden by mistake. */
const DOWNWARDS_ALLOWED = [
  'books → programs',
  'audio → programs',
  'planning → books',
  'planning → speech',
  'planning → audio',
  'cluster/runtime → cluster/ports',
  'cluster/jetstream → cluster/ports',
  'cluster/embedded → programs',
  'host → cluster/runtime',
  'host → actors',
  'host → speech',
  'client → cluster/jetstream',
  'client → actors',
  'cli → host',
  'cli → client',
  'cli → web',
  'cli → integrations',
  'ordering → client',
  'web → client',
  'web → ordering',
  'web → gate',
  'telemetry → gate',
  'integrations → ordering',
  'library → ordering',
  'library → client',
];

const pairs = ROOMS.flatMap((from) =>
  ROOMS.filter((to) => to !== from).map((to) => ({ from, to, pair: `${from} → ${to}` })),
);
const mustBeForbidden = pairs
  .filter(({ from, to, pair }) => floorOf(to) >= floorOf(from) && !SIDEWAYS_ALLOWED.includes(pair))
  .map(({ pair }) => pair)
  .concat(DOWNWARDS_FORBIDDEN);

/** One offence per other rule: the file, what it says, the rule. */
const OFFENCES: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/core/offence-folder.ts', "import '../books/index.js';", 'core-imports-nothing'],
  ['src/core/offence-builtin.ts', "import 'node:fs';", 'core-imports-nothing'],
  [
    'src/core/offence-type.ts',
    "import type { A } from '../books/index.js'; export type B = A;",
    'core-imports-nothing',
  ],
  ['src/actors/offence-builtin.ts', "import 'node:fs';", 'actors-are-pure'],
  ['src/books/circle-a.ts', "import './circle-b.js';", 'no-cycles'],
  ['src/books/offence-test.ts', "import '../../test/thing.js';", 'no-product-code-from-tests'],
  ['src/books/offence-dev.ts', "import 'only-for-development';", 'no-unlisted-packages'],
  ['src/books/offence-nowhere.ts', "import './nowhere.js';", 'no-broken-imports'],
  ['src/planning/offence-door.ts', "import '../books/inner.js';", 'door-books'],
  ['src/books/offence-core-door.ts', "import '../core/inner.js';", 'door-core'],
  ['src/host/offence-nats.ts', "import '@nats-io/kv';", 'only-nats'],
  ['src/cluster/embedded/offence-spawn.ts', "import 'node:child_process';", 'only-child_process'],
  ['src/audio/offence-execa.ts', "import 'execa';", 'only-execa'],
  ['src/speech/engines/piper-engine.ts', "import 'onnxruntime-node';", 'only-onnxruntime-node'],
  ['src/books/offence-epub.ts', "import 'epub2';", 'only-epub2'],
  ['src/audio/offence-ffmpeg.ts', "import 'fluent-ffmpeg';", 'only-fluent-ffmpeg'],
  ['src/host/offence-pino.ts', "import 'pino';", 'only-pino'],
  ['src/host/offence-prom.ts', "import 'prom-client';", 'only-prom-client'],
  ['src/client/offence-hono.ts', "import 'hono';", 'only-hono'],
  ['src/web/offence-chokidar.ts', "import 'chokidar';", 'only-chokidar'],
  ['src/client/offence-commander.ts', "import 'commander';", 'only-commander'],
];
/** The same packages where they belong. */
const INNOCENT: readonly (readonly [file: string, text: string])[] = [
  ['src/cluster/jetstream/good.ts', "import '@nats-io/kv';"],
  ['src/programs/good.ts', "import 'node:child_process'; import 'execa';"],
  ['src/speech/engines/inference/model-program.ts', "import 'onnxruntime-node';"],
  ['src/books/epub/good.ts', "import 'epub2';"],
  ['src/audio/ffmpeg/good.ts', "import 'fluent-ffmpeg';"],
  ['src/telemetry/good.ts', "import 'pino'; import 'prom-client';"],
  ['src/web/good.ts', "import 'hono';"],
  ['src/telemetry/status-server/good.ts', "import 'hono';"],
  ['src/integrations/watch-folder/good.ts', "import 'chokidar';"],
  ['src/cli/good.ts', "import 'commander';"],
  ['src/planning/good.ts', "import '../books/index.js'; import '../core/index.js';"],
];
const PACKAGES = [
  '@nats-io/kv',
  'execa',
  'onnxruntime-node',
  'epub2',
  'fluent-ffmpeg',
  'pino',
  'prom-client',
  'hono',
  'chokidar',
  'commander',
];

async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), `${text}\n`);
}

/** A made-up project in which every room imports every other, and every other rule is broken once. */
async function buildMadeUpTree(folder: string): Promise<void> {
  const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0']));
  const manifest = { type: 'module', dependencies, devDependencies: { 'only-for-development': '1.0.0' } };
  await write(folder, 'package.json', JSON.stringify(manifest));
  await write(folder, 'tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2023' } }));
  for (const name of [...PACKAGES, 'only-for-development']) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(folder, `node_modules/${name}/index.js`, 'module.exports = {};');
  }
  for (const room of [...ROOMS, 'core']) await write(folder, `src/${room}/index.ts`, 'export type A = 1;');
  await write(folder, 'src/core/inner.ts', 'export {};');
  await write(folder, 'src/books/inner.ts', 'export {};');
  await write(folder, 'src/books/circle-b.ts', "import './circle-a.js';");
  await write(folder, 'test/thing.ts', 'export {};');
  for (const { from, to } of pairs) {
    const target = relative(`src/${from}`, `src/${to}/index.js`);
    await write(folder, probe(from, to), `import '${target.startsWith('.') ? target : `./${target}`}';`);
  }
  for (const [file, text] of [...OFFENCES, ...INNOCENT]) await write(folder, file, text);
}

const probe = (from: string, to: string): string => `src/${from}/probe-${to.replace('/', '-')}.ts`;

/** The whole tree takes 4 s alone, and several times that beside the other tests. */
const CRUISE_TIMEOUT_MS = 120_000;

describe('the floors', () => {
  it('are kept by every import in src', { timeout: CRUISE_TIMEOUT_MS }, async () => {
    const report = join(await mkdtemp(join(tmpdir(), 'e2a-floors-')), 'report.json');
    const violations = await cruise(ROOT, report);
    await rm(dirname(report), { recursive: true });
    const cure = new Map(rules.map((rule) => [rule.name, rule.comment]));
    expect(violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule}. ${cure.get(rule)}`)).toEqual([]);
  });
});

describe('each rule bites', () => {
  const made: { folder: string; violations: readonly Violation[] } = { folder: '', violations: [] };
  const isReported = (pair: string): boolean => {
    const [from = '', to = ''] = pair.split(' → ');
    const rule = `floor-${from.replace('/', '-')}`;
    return made.violations.some((each) => each.from === probe(from, to) && each.rule === rule);
  };

  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-made-up-'));
    await buildMadeUpTree(made.folder);
    made.violations = await cruise(made.folder, join(made.folder, 'report.json'));
  }, CRUISE_TIMEOUT_MS);
  afterAll(() => rm(made.folder, { recursive: true, force: true }));

  it('on every import upwards or sideways, and on the forbidden ones downwards', () => {
    expect(mustBeForbidden.filter((pair) => !isReported(pair))).toEqual([]);
  });
  it('not on what must be possible', () => {
    expect([...DOWNWARDS_ALLOWED, ...SIDEWAYS_ALLOWED].filter(isReported)).toEqual([]);
    const innocent = new Set(INNOCENT.map(([file]) => file));
    expect(made.violations.filter(({ from }) => innocent.has(from))).toEqual([]);
  });
  it.each(OFFENCES)('%s: %s', (file, _text, rule) => {
    expect(made.violations.filter(({ from }) => from === file).map((each) => each.rule)).toContain(rule);
  });
  it('with no rule left untried, and a cure with each', () => {
    const tried = new Set([
      ...OFFENCES.map(([, , rule]) => rule),
      ...ROOMS.map((room) => `floor-${room.replace('/', '-')}`),
    ]);
    const doors = ROOMS.map((room) => `door-${room.replace('/', '-')}`);
    expect(rules.map((rule) => rule.name).filter((name) => !tried.has(name) && !doors.includes(name))).toEqual([]);
    expect(rules.filter((rule) => rule.comment.length < 20)).toEqual([]);
  });
});
