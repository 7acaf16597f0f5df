import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { NodeRecord } from '../../src/cluster/ports/index.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';
import { convertingBook, finishedBook, orderOf, store } from './book-in-cluster.js';

const JOB = 'a-tale-7f3a';
const voice = (language: string, profile: string, name: string) => ({
  ...{ language, profile, engine: 'piper', voice: name, licence: 'CC0' },
});
const ordered = orderOf('7f3a');
const ORDER = {
  ...ordered,
  settings: { ...ordered.settings, languageVoices: [voice('fr', 'gaul', 'siwis'), voice('ca', 'gaul', 'siwis')] },
};
const CHAPTER = { otherVoices: [{ profile: 'gaul', segments: [3] }] };

const speaks = (profile: string, change: Partial<NodeRecord> = {}): NodeRecord =>
  nodeRecord({ node: profile, profiles: [{ id: profile }], ...change });
const BOOK_HOST = nodeRecord({ node: 'books', roles: ['book'] });

async function waitingFor(
  nodes: readonly NodeRecord[],
  change: {
    readonly paused?: boolean;
    readonly slots?: number;
    readonly finished?: boolean;
    readonly french?: false;
  } = {},
): Promise<string | null> {
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const { finished = false, french = true, ...over } = change;
  const state = (finished ? finishedBook : convertingBook)(JOB, ORDER);
  const chapters =
    'chapters' in state ? state.chapters.map((chapter) => ({ ...chapter, ...(french ? CHAPTER : {}) })) : [];
  await store(cluster, { kind: 'book', job: JOB }, { ...state, ...over, chapters } as typeof state);
  for (const node of nodes) await cluster.nodes.report({ ...node, seenAt: clock.now() });
  return (await createClient(cluster, clock).current(JOB)).waitingFor;
}

const SAID = { profile: 'gaul', engine: 'piper', voice: 'siwis', why: 'It is not installed.' };
const FRENCH_NODE = 'a node that speaks siwis (piper)';

describe('a job with a voice for another language waits for', () => {
  it.each<[string, string | null, readonly NodeRecord[], Parameters<typeof waitingFor>[1]]>([
    ['nobody while that voice is there', null, [BOOK_HOST, speaks('gaul')], {}],
    ['a node that speaks it', FRENCH_NODE, [BOOK_HOST, speaks('p1')], {}],
    ['another one than a cordoned one', FRENCH_NODE, [BOOK_HOST, speaks('gaul', { state: 'cordoned' })], {}],
    ['another one than one without slots', FRENCH_NODE, [BOOK_HOST, speaks('gaul', { slots: 0 })], {}],
    ['both voices', `a node that speaks tone (tone) and ${FRENCH_NODE}`, [BOOK_HOST], { slots: 0 }],
    [
      'a node that speaks it, with what a node says of it',
      `${FRENCH_NODE}; books says: It is not installed.`,
      [{ ...BOOK_HOST, cannotSpeak: [SAID] }],
      {},
    ],
    ['nobody when another node speaks it', null, [{ ...BOOK_HOST, cannotSpeak: [SAID] }, speaks('gaul')], {}],
    ['a book host first', 'a node with the role book', [speaks('p1')], {}],
    ['nobody when there is nothing left for it', null, [BOOK_HOST], { french: false }],
    ['nobody while it is paused', null, [BOOK_HOST], { paused: true }],
    ['nobody when it is done', null, [], { finished: true }],
  ])('%s', async (_what, expected, nodes, change) => {
    expect(await waitingFor(nodes, change)).toBe(expected);
  });
});
