import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { type ConnectedCluster, connectCluster, systemClock } from '../../src/client/index.js';
import type { LifecycleEvent } from '../../src/cluster/ports/index.js';
import { CODES, TerminalError } from '../../src/core/index.js';
import { type Host, startHost } from '../../src/host/index.js';
import { openSpeechEngine, type SpeechEngine } from '../../src/speech/index.js';
import { eventually } from '../support/eventually.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { fakeProcess } from './fake-terminal.js';

const TEST_MS = 120_000;
const LIMIT_MS = 60_000;
const CHAPTERS = 20;
/** Headings as they are spoken. */
const OF_TWO_CHAPTERS = /part (?:seven|thirteen) of/i;

describe('submit --wait on a cluster with a node', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let cluster: ConnectedCluster;
  let host: Host;
  let home = '';
  /** What the engine cannot say now. */
  let unspeakable: RegExp | null = OF_TWO_CHAPTERS;
  let begun: string[] = [];
  /** Nothing is spoken before it is open. */
  let gate = openGate();

  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-end-'));
    await writeFile(join(home, 'long.epub'), await writeNovel({ title: 'Long', chapters: CHAPTERS, paragraphs: 1 }));
    await writeFile(join(home, 'short.epub'), await writeNovel({ title: 'Short', chapters: 2, paragraphs: 2 }));
    cluster = await connectCluster({ servers: server.url, name: 'e2a/test/end', embedded: true });
    const voice = { engine: 'tone', voice: 'tone', voicesFolder: home };
    const note = (event: LifecycleEvent): void => {
      if (event.type === 'work-started' && event.task === 'speak') begun.push(event.id);
    };
    host = await startHost({
      ...{ ...voice, cluster, slots: 2, workFolder: home, node: 'here', clock: systemClock },
      roles: ['book', 'synth'],
      telemetry: { emit: note },
      openEngine: async () => fussy(await openSpeechEngine(voice)),
    });
  });
  afterAll(async () => {
    await host.stop(1_000);
    await cluster.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  const fussy = (engine: SpeechEngine): SpeechEngine => ({
    ...engine,
    speak: async (utterance, signal) => {
      await gate.opened;
      if (unspeakable?.test(utterance.text) !== true) return engine.speak(utterance, signal);
      throw new TerminalError({ code: CODES.speechRejected, what: 'It has no words.' });
    },
  });

  function start(...argv: readonly string[]) {
    const { surroundings, out, words, interrupt } = fakeProcess(argv, home, { E2A_NATS_URL: server.url });
    const ended = runCli({ ...surroundings, clock: systemClock });
    return { ended, out: out.written, words: words.written, interrupt };
  }
  async function run(...argv: readonly string[]) {
    const { ended, out, words } = start(...argv);
    return { code: await ended, out: out(), words: words() };
  }
  const last = (text: string): Record<string, unknown> => JSON.parse(text.trim().split('\n').at(-1) ?? '{}');

  it('20 chapters, 2 cannot be spoken: exit 3; retried, only those 2 are spoken, and it is whole', async () => {
    const first = await run('submit', 'long.epub', '--engine', 'tone', '--wait', '--json');
    expect([first.code, first.words]).toEqual([3, '']);
    const { job, state, missing } = last(first.out);
    expect([state, missing]).toEqual(['partial', [7, 13].map((n) => expect.stringContaining(`Part ${n} of the tale`))]);

    unspeakable = null;
    begun = [];
    const retried = await run('retry', String(job), '--chapters', 'failed');
    expect(retried.code, retried.words).toBe(0);
    const watched = await run('watch', String(job), '--json');
    expect([watched.code, last(watched.out)['state']]).toEqual([0, 'completed']);
    const chapters = new Set(begun.map((id) => id.split('/')[1]));
    expect([...chapters].toSorted()).toEqual(['ch-007', 'ch-013']);
    expect((await run('retry', String(job))).code).toBe(1);
  });

  it.each(['submit', 'watch'])(
    'SIGINT to %s only ends the looking: exit 130, and how to look and cancel',
    async (verb) => {
      const book = ['short.epub', '--engine', 'tone', '--force', '--exclude', verb === 'watch' ? 'back' : 'preface'];
      const submit = ['submit', ...book];
      gate = closedGate();
      if (verb === 'watch') await run(...submit);
      const looking = start(...(verb === 'watch' ? ['watch'] : [...submit, '--wait']));
      await eventually('a word of it', LIMIT_MS, async () => looking.words().includes('Short: '));
      looking.interrupt('SIGINT');
      expect(await looking.ended).toBe(130);
      const { job } = JSON.parse((await run('show', '@last', '--json')).out) as { job: string };
      gate.open();
      expect(looking.words()).toContain(`The job goes on. Look again: e2a watch ${job} · stop it: e2a cancel ${job}\n`);
      const watched = await run('watch', job, '--json');
      expect([watched.code, last(watched.out)['state']]).toEqual([0, 'completed']);
    },
  );
});

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function closedGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function openGate(): Gate {
  const gate = closedGate();
  gate.open();
  return gate;
}
