/**
 * The floors: who may import whom. An import goes down, never up, never sideways, never in a circle.
 * `test/architecture/floors.test.ts` proves that each rule bites; ARCHITECTURE.md draws the picture.
 */

/** Rooms that a room may import besides itself and `core`; `core` imports nothing. */
const MAY_IMPORT = {
  // 0: words and ports
  'cluster/ports': [],
  config: [],
  programs: [],
  gate: [],
  // 1: the three crafts, strangers to each other
  books: ['programs'],
  speech: ['programs'],
  audio: ['programs'],
  // 2: rules and the runtime, strangers to every broker
  'cluster/runtime': ['cluster/ports'],
  telemetry: ['cluster/ports', 'gate'],
  planning: ['books', 'speech', 'audio'],
  actors: ['cluster/ports', 'books', 'speech', 'audio', 'planning'],
  // 3: adapters of the ports
  'cluster/jetstream': ['cluster/ports'],
  'cluster/memory': ['cluster/ports'],
  'cluster/embedded': ['cluster/ports', 'programs'],
  // 4: where the parts meet, and the light door for callers
  host: [
    'cluster/jetstream',
    'cluster/memory',
    'cluster/embedded',
    'cluster/runtime',
    'cluster/ports',
    'telemetry',
    'planning',
    'actors',
    'books',
    'speech',
    'audio',
    'config',
    'programs',
  ],
  client: ['cluster/jetstream', 'cluster/ports', 'planning', 'actors'],
  // 5: from a file and a person's wishes to an order, for every screen and program
  ordering: ['client', 'planning', 'config', 'host/on-demand'],
  // 6: what serves people and other programs: callers of a cluster like any other
  web: ['ordering', 'client', 'planning', 'config', 'telemetry', 'gate'],
  integrations: ['ordering', 'client', 'planning', 'config', 'telemetry'],
  library: ['ordering', 'client', 'config'],
  // 7: the command line, which starts all of it
  cli: ['web', 'integrations', 'ordering', 'host', 'client', 'planning', 'config', 'telemetry'],
};

/** Packages and built-in modules that only one place may import, and why. */
const ONLY_IN = [
  {
    what: '^(@nats-io/|node_modules/@nats-io/)',
    name: 'nats',
    where: '^src/cluster/jetstream/',
    why: 'one folder knows the broker: everything else speaks the ports, so the memory adapter can stand in',
  },
  {
    what: '^(node:)?child_process$',
    name: 'child_process',
    where: '^src/(programs|speech/engines)/',
    why: 'one place starts programs (deadline, kill, last lines of stderr); engines fork their inference children',
  },
  {
    what: '^(execa$|node_modules/execa/)',
    name: 'execa',
    where: '^src/programs/',
    why: 'one place starts programs',
  },
  {
    what: '^(onnxruntime-node$|node_modules/onnxruntime-node/)',
    name: 'onnxruntime-node',
    where: '^src/speech/engines/inference/model-program',
    why: 'native code that can hang or crash runs only in the inference child, where it can be killed',
  },
  {
    what: '^(epub2$|node_modules/epub2/)',
    name: 'epub2',
    where: '^src/books/epub/',
    why: 'epub2 is fed through a subclass that closes its gaps; nobody else may meet the bare one',
  },
  {
    what: '^(fluent-ffmpeg$|node_modules/(@types/)?fluent-ffmpeg/)',
    name: 'fluent-ffmpeg',
    where: '^src/audio/ffmpeg/',
    why: 'archived upstream: one adapter, so that it can be replaced in one place',
  },
  {
    what: '^(pino$|node_modules/pino/)',
    name: 'pino',
    where: '^src/telemetry/',
    why: 'others emit typed lifecycle events; only telemetry knows a logger',
  },
  {
    what: '^(prom-client$|node_modules/prom-client/)',
    name: 'prom-client',
    where: '^src/telemetry/',
    why: 'others emit typed lifecycle events; only telemetry knows what is counted',
  },
  {
    what: '^(hono$|hono/|node_modules/hono/|@hono/|node_modules/@hono/)',
    name: 'hono',
    where: '^src/(web|telemetry/status-server)/',
    why: 'two places answer HTTP: the page with its API, and the small status server of every node',
  },
  {
    what: '^(chokidar$|node_modules/chokidar/)',
    name: 'chokidar',
    where: '^src/integrations/watch-folder/',
    why: 'one place watches folders',
  },
  {
    what: '^(commander$|node_modules/commander/)',
    name: 'commander',
    where: '^src/cli/',
    why: 'the grammar of the command line is nobody else’s business',
  },
];

/** Everything above one room, as one rule. @param {[string, string[]]} room */
function floorOf([room, below]) {
  const allowed = [room, 'core', ...below].map((each) => `^src/${each}/`);
  return {
    name: `floor-${room.replace('/', '-')}`,
    comment: `src/${room} may import: ${['core', ...below].join(', ')}. Move the shared part down, or pass it in.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: allowed },
  };
}

/**
 * Pure files of the crafts that the rules above them may name directly (design §2): through the door they would bring
 * ffmpeg, engines and readers into every client, and a schema checker into the process that reads a book.
 */
const PURE_FILES = [
  'audio/clock',
  'audio/loudness',
  'audio/rendition',
  'books/book',
  'books/language',
  'books/reading-choice',
  'books/sentences',
  'planning/edited-plan',
  'planning/plan-book',
  'speech/speech-engine',
].map((file) => `^src/${file}[.]ts$`);

/** A room is entered by its door, or by the door of a folder in it; tidy.test.ts guards the inner doors. @param {string} room */
function doorOf(room) {
  return {
    name: `door-${room.replace('/', '-')}`,
    comment: `Import an index.ts of src/${room}, not a file behind it; export what is missing there.`,
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/${room}/` },
    to: { path: `^src/${room}/`, pathNot: ['/index[.]ts$', ...PURE_FILES] },
  };
}

/** @param {(typeof ONLY_IN)[number]} rule */
function onlyIn({ name, what, where, why }) {
  return {
    name: `only-${name}`,
    comment: `${name} only in ${where}: ${why}.`,
    severity: 'error',
    from: { path: '^src/', pathNot: where },
    to: { path: what },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'core-imports-nothing',
      comment: 'src/core is the words everything else is said in: no folder, no package, no built-in module comes in.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'actors-are-pure',
      comment: 'src/actors is pure rules: no built-in module (files, network, clocks, processes) comes in.',
      severity: 'error',
      from: { path: '^src/actors/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment: 'A circle of imports has no bottom: take out the part both need and put it below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-product-code-from-tests',
      comment: 'src must stand without test, scripts and samples: they are not in the package.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|samples)/' },
    },
    {
      name: 'no-unlisted-packages',
      comment:
        'A package that src imports stands in package.json `dependencies`, pinned, with a line in ARCHITECTURE.md.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-broken-imports',
      comment: 'This import leads nowhere: the file or package does not exist.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    ...Object.entries(MAY_IMPORT).map(floorOf),
    ...Object.keys(MAY_IMPORT).concat('core').map(doorOf),
    ...ONLY_IN.map(onlyIn),
  ],
  options: {
    // Types are part of the picture: whoever names a room's types knows that room.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
