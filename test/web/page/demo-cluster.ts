import type { KeptLetter, NodeRecord, QueueDepth } from '../../../src/client/index.js';
import type { ShownVoice } from '../../../src/ordering/index.js';

const HOUR_MS = 3_600_000;

const H100 = { usedBytes: 6_200_000_000, totalBytes: 85_000_000_000 };

const nodeOf = (node: string, more: Partial<NodeRecord>): NodeRecord => ({
  node,
  host: `${node}.local`,
  version: '0.1.0',
  roles: ['synth'],
  slots: 4,
  busy: 3,
  device: 'cpu',
  readsWith: [],
  profiles: [{ id: 'p-heart', engine: 'hibari', voice: 'hibari-heart' }],
  charactersPerSecond: 28,
  state: 'ready',
  startedAt: Date.now() - 5 * HOUR_MS,
  seenAt: Date.now(),
  ...more,
});

export const demoNodes = (): readonly NodeRecord[] => [
  nodeOf('attic', {
    slots: 2,
    busy: 2,
    device: 'NVIDIA H100 (GPU-4f1c)',
    deviceMemory: H100,
    charactersPerSecond: 640,
  }),
  nodeOf('cellar', {
    state: 'cordoned',
    cannotSpeak: [
      { profile: 'p-alpha', engine: 'kokoro', voice: 'jf_alpha', why: 'The voice is not installed on this machine.' },
    ],
  }),
  nodeOf('garage', { deviceMismatch: true }),
  nodeOf('study', { roles: ['book', 'web'], slots: 0, busy: 0, profiles: [], charactersPerSecond: null }),
];

export const demoQueue = (): readonly QueueDepth[] => [
  { class: 'speech-p-heart', priority: 'p1', waiting: 412, leased: 8, redelivered: 1, oldestAt: Date.now() - 95_000 },
  { class: 'speech-p-alpha', priority: 'p2', waiting: 3, leased: 0, redelivered: 0, oldestAt: Date.now() - HOUR_MS },
  { class: 'media', priority: 'p1', waiting: 0, leased: 1, redelivered: 0, oldestAt: null },
];

const letterOf = (id: string, chapter: string): KeptLetter => ({
  id,
  origin: 'work',
  job: 'broken-44dd',
  chapter,
  item: '0012',
  reason: `${chapter}/0012 was given up after 3 attempts on 2 nodes.`,
  detail: {
    code: 'E2A-4007',
    text: 'Donaudampfschifffahrtsgesellschaftskapitän',
    failures: [{ node: 'attic', what: 'The sentence has no phonemes.' }],
  },
  at: Date.now() - 40_000,
});

export const demoLetters = (): readonly KeptLetter[] => [letterOf('17', 'ch-001'), letterOf('18', 'ch-002')];

const voiceOf = (name: string, more: Partial<ShownVoice>): ShownVoice => ({
  name,
  engine: 'piper',
  language: 'en-us',
  quality: 'medium',
  speakers: 1,
  licence: 'CC0',
  bytes: 60_000_000,
  installed: true,
  defaultFor: [],
  own: false,
  timesRealTime: null,
  ...more,
});

export const demoVoices = (): readonly ShownVoice[] => [
  voiceOf('hibari-heart', { engine: 'hibari', defaultFor: ['en'], licence: 'Apache-2.0' }),
  voiceOf('en_US-joe-medium', {}),
  voiceOf('fr_FR-siwis-medium', { language: 'fr-fr', licence: 'CC BY 4.0' }),
  voiceOf('jf_alpha', { engine: 'kokoro', language: 'ja', installed: false }),
];
