/** What has to be asked for. */
export type KnownThing = 'jobs' | 'nodes' | 'voices' | 'letters' | 'batches' | 'codes';

/** Arguments and flags by name, wherever they stand, or with the group of commands they stand in. */
export const KNOWN_NAMES: Readonly<Record<string, KnownThing>> = {
  job: 'jobs',
  node: 'nodes',
  'voices name': 'voices',
  voice: 'voices',
  'dlq id': 'letters',
  'batch id': 'batches',
  code: 'codes',
};

/** Arguments and flags that name a file or folder. */
export const FILE_NAMES: ReadonlySet<string> = new Set([
  'book',
  'file',
  'folder',
  'from',
  'data',
  'library',
  'output',
  'plan',
  'save',
]);

/** Flags whose values are checked later than the command line is read, so that commander does not know them. */
export const CHOICES_OF_FLAG: Readonly<Record<string, readonly string[]>> = {
  engine: ['auto', 'hibari', 'piper', 'kokoro', 'espeak', 'openai', 'tone'],
  extras: ['metadata', 'cover', 'cue', 'm3u', 'srt', 'vtt', 'srt-words', 'vtt-words', 'epub'],
  exclude: ['preface', 'back', 'tables', 'captions', 'stage-directions'],
  format: ['m4b', 'mp3', 'opus', 'flac', 'wav'],
  gpu: ['none', 'auto', 'all'],
  include: ['front', 'contents', 'index', 'notes', 'images', 'code', 'licence'],
  'log-level': ['silent', 'error', 'warn', 'info', 'debug', 'trace'],
  notes: ['skip', 'inline', 'end'],
  split: ['none', 'chapters'],
};
