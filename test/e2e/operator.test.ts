import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandEnd, e2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { type HostProcess, startHostProcess } from '../support/host-process.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 120_000;
const CHANGE_MS = 60_000;
/** A sentence of 85 characters takes two thirds of a second: long enough to be met in the middle. */
const MS_PER_CHARACTER = 8;
/** In the second chapter only, as it is spoken. */
const UNSPEAKABLE = 'hour forty of';
/** What is promised of cancel, and the rest of the segment in the model. */
const CANCELLED_WITHIN_MS = 2_000;

interface Shown {
  readonly state: string;
  readonly paused?: boolean;
  readonly priority?: string;
  readonly percent: number;
  readonly waitingFor?: string;
  readonly missing?: readonly string[];
  readonly chapters: readonly { readonly n: number; readonly state: string }[];
}

describe('the verbs of operators, on a book host and two synth hosts', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let folder = '';
  const hosts = new Map<string, HostProcess>();

  const run = (...args: readonly string[]): Promise<CommandEnd> => e2a([...args, '--server', server.url]);
  /** Runs a command that has to succeed; its data. */
  const data = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await run(...args, '--json');
    expect([code, stderr], args.join(' ')).toEqual([0, '']);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const show = async (job: string): Promise<Shown> => (await data('show', job)) as unknown as Shown;
  const until = (job: string, what: string, is: (shown: Shown) => boolean): Promise<Shown> =>
    eventually(what, CHANGE_MS, async () => {
      const shown = await show(job);
      return is(shown) && shown;
    });
  const submit = async (title: string, chapters: number, ...flags: readonly string[]): Promise<string> => {
    const book = join(folder, `${title}.epub`);
    await writeFile(book, await writeNovel({ title, chapters, paragraphs: 7 }));
    const { job } = await data('submit', book, '--engine', 'tone', ...flags);
    return String(job);
  };
  const host = async (node: string, role: 'book' | 'synth', cannotSay?: string): Promise<HostProcess> => {
    const started = startHostProcess({
      servers: server.url,
      node,
      roles: [role],
      slots: 1,
      workFolder: join(folder, node),
      msPerCharacter: MS_PER_CHARACTER,
      ...(cannotSay === undefined ? {} : { cannotSay }),
    });
    hosts.set(node, started);
    await started.said(({ type }) => type === 'ready');
    return started;
  };
  /** Names of the segments that slots have begun, `<job>/<chapter>/<segment>/<attempt>`, one host after another. */
  const begunSegments = (): readonly string[] =>
    [...hosts.values()]
      .flatMap(({ lines }) => lines)
      .flatMap(({ type, task, id }) => (type === 'work-started' && task === 'speak' ? [String(id)] : []));
  const speechWaiting = async (): Promise<number> => {
    const { queue } = (await data('queue')) as unknown as { queue: readonly { class: string; waiting: number }[] };
    return queue.filter((one) => one.class.startsWith('speech-')).reduce((sum, { waiting }) => sum + waiting, 0);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-operator-'));
    server = await startNats({ syncAlways: true });
  });
  afterAll(async () => {
    for (const { kill } of hosts.values()) kill('SIGKILL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a job is known and can be cancelled before any book host has taken it', async () => {
    const job = await submit('An Early Night', 1);
    expect(await show(job)).toMatchObject({ state: 'new', waitingFor: 'a node with the role book' });
    expect((await run('jobs')).stdout).toMatch(new RegExp(`^${job} +submitted +p1 .*An Early Night$`, 'm'));
    expect((await run('show', 'an-early')).stdout).toContain('submitted, 0.0 %');
    const watched = await run('watch', job, '--timeout', '7');
    expect([watched.code, watched.stderr]).toEqual([
      8,
      expect.stringContaining('waiting for a node with the role book'),
    ]);
    const cancelled = await run('cancel', job, '--timeout', '1');
    expect([cancelled.code, cancelled.stderr]).toEqual([8, expect.stringContaining('The order waits for one.')]);
    await host('b1', 'book');
    await until(job, 'the cancelling', ({ state }) => state === 'cancelled');
  });

  it('what is meant is said when a name is wrong', async () => {
    for (const verb of ['pause', 'resume', 'cancel', 'retry', 'remove']) {
      const { code, stderr } = await run(verb, 'an-erly-night-0000');
      expect([code, stderr], verb).toEqual([5, expect.stringContaining('There is no job "an-erly-night-0000"')]);
    }
    await Promise.all([host('s1', 'synth', UNSPEAKABLE), host('s2', 'synth', UNSPEAKABLE)]);
    const node = await run('cluster', 'cordon', 's3');
    expect([node.code, node.stderr]).toEqual([5, expect.stringContaining('There is one called s')]);
    const letter = await run('dlq', 'show', '77');
    expect([letter.code, letter.stderr]).toEqual([5, expect.stringContaining('There is no dead letter "77"')]);
  });

  it('cluster shows who is there, and lets a node stand aside', async () => {
    const { nodes } = (await data('cluster')) as unknown as { nodes: readonly Record<string, unknown>[] };
    expect(nodes.map(({ node, roles, slots, state }) => [node, roles, slots, state])).toEqual([
      ['b1', ['book'], 0, 'ready'],
      ['s1', ['synth'], 1, 'ready'],
      ['s2', ['synth'], 1, 'ready'],
    ]);
    expect((await run('cluster')).stdout).toMatch(
      /^node +host +roles +device +slots +characters\/s +state +age +speaks$/m,
    );
    expect(await data('cluster', 'cordon', 's2')).toMatchObject({ node: 's2', outcome: 'done', state: 'cordoned' });
    expect(await data('cluster', 'uncordon', 's2')).toMatchObject({ outcome: 'done', state: 'ready' });
  });

  it('a job rests and goes on, is moved, is cancelled within 2 s and goes on from there', async () => {
    const job = await submit('A Long Night', 1, '--priority', 'p2');
    await until(job, 'speaking', ({ percent }) => percent > 5);
    expect(await data('pause', job)).toMatchObject({ job, outcome: 'done', paused: true, priority: 'p2' });
    expect((await run('pause', job)).stderr).toBe(`${job} is paused already.`);
    expect(await speechWaiting()).toBe(0);
    await wait(CANCELLED_WITHIN_MS);
    const [rested, begun] = [await show(job), begunSegments().length];
    expect(rested).toMatchObject({ paused: true, priority: 'p2' });
    expect((await run('jobs')).stdout).toMatch(new RegExp(`^${job} +paused +p2 `, 'm'));
    expect(await data('move', job, '--priority', 'p0')).toMatchObject({ outcome: 'done', priority: 'p0' });
    const early = await run('retry', job);
    expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('It is still paused.')]);
    const rash = await run('remove', job);
    expect([rash.code, rash.stderr]).toEqual([1, expect.stringContaining(`e2a remove ${job} --force`)]);
    expect(begunSegments()).toHaveLength(begun);

    expect((await run('resume', job)).stderr).toBe(`${job} goes on.`);
    await until(job, 'more of it', ({ percent, paused }) => paused === undefined && percent > rested.percent);
    expect(await data('cancel', job)).toMatchObject({ outcome: 'done', state: 'cancelled' });
    await wait(CANCELLED_WITHIN_MS);
    const atRest = begunSegments().length;
    await wait(CANCELLED_WITHIN_MS);
    expect(begunSegments()).toHaveLength(atRest);
    expect((await run('cancel', job)).stderr).toBe(`${job} is cancelled already.`);
    const refused = await run('pause', job);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('It is cancelled.')]);

    expect((await run('retry', job)).stderr).toContain(`${job} goes on.`);
    const watched = await run('watch', job);
    expect([watched.code, watched.stderr]).toEqual([0, expect.stringContaining('Done.')]);
    const nothing = await run('retry', job);
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('nothing is missing')]);
    expect((await run('cancel', job)).stderr).toBe(`There is nothing to cancel: ${job} is completed.`);
  });

  it('what cannot be spoken is a dead letter; a node that can is let at it when others have left', async () => {
    const job = await submit('A Dark Night', 2);
    const watched = await run('watch', job);
    expect([watched.code, watched.stderr]).toEqual([3, expect.stringContaining('Part 2 of the tale (1 of')]);
    const { letters } = (await data('dlq')) as unknown as { letters: readonly Record<string, string>[] };
    expect(letters).toMatchObject([{ job, chapter: 'ch-002', origin: 'work' }]);
    const id = letters[0]?.['id'] ?? '';
    expect((await run('dlq', 'show', id)).stdout).toContain(UNSPEAKABLE);
    expect((await run('dlq', 'ls')).stdout).toContain(job);

    await host('s4', 'synth');
    for (const node of ['s1', 's2']) {
      expect(await data('cluster', 'drain', node)).toMatchObject({ node, outcome: 'done', state: 'gone' });
      expect(await hosts.get(node)?.ended).toMatchObject({ code: 0 });
    }
    const before = new Set(begunSegments());
    expect(await data('dlq', 'retry', id)).toMatchObject({ job, outcome: 'done', removed: [id] });
    expect((await run('watch', job)).code).toBe(0);
    expect((await show(job)).missing).toBeUndefined();
    expect((await run('dlq')).stderr).toBe('There is no dead letter.');
    const asked = begunSegments().filter((id) => !before.has(id));
    expect(new Set(asked.map((id) => id.split('/')[1]))).toEqual(new Set(['ch-002']));
  });

  it('old sound and old jobs are thrown away, and said', async () => {
    const dry = (await data('clean', '--older-than', '0m', '--dry-run')) as unknown as {
      cleaned: readonly { what: string; removed: number; bytes: number }[];
    };
    const [jobs, renditions, clips] = dry.cleaned;
    expect(dry.cleaned.map(({ what }) => what)).toEqual(['jobs', 'renditions', 'clips']);
    expect(jobs).toMatchObject({ removed: 3 });
    expect(renditions).toMatchObject({ removed: 0 });
    expect(clips?.bytes).toBeGreaterThan(10_000);
    const cleaned = await data('clean', '--clips', '--keep', '0');
    expect(cleaned['cleaned']).toMatchObject([{ what: 'clips', removed: clips?.removed, bytes: clips?.bytes }]);
    const [last = ''] = (await run('jobs')).stdout
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);
    expect((await run('remove', last)).stderr).toBe(`${last} is removed.`);
    expect((await run('show', last)).code).toBe(5);
    expect((await run('clean', '--jobs', '--older-than', '0m')).stdout).toMatch(/^jobs with their files +2 /m);
    expect((await run('jobs')).stderr).toContain('There is no job yet.');
    const usage = await run('clean', '--jobs', '--keep', '1GB');
    expect([usage.code, usage.stderr]).toEqual([2, expect.stringContaining('--older-than 30d')]);
  });

  it('a limit holds for all nodes together', async () => {
    expect((await run('cluster', 'limit')).stderr).toBe('There is no limit.');
    const set = await run('cluster', 'limit', 'piper', '--per-minute', '30', '--at-once', '2');
    expect(set.stdout).toMatch(/^piper +30 +2$/m);
    expect(set.stderr).toContain('no node speaks with piper now (but with tone)');
    expect(await data('cluster', 'limit', 'piper', '--none')).toEqual({ v: 1, limits: [] });
    await data('cluster', 'limit', 'tone', '--at-once', '1');
    await host('s5', 'synth');
    const begun = Date.now();
    const job = await submit('A Limited Night', 1);
    await until(job, 'its end', ({ state }) => state === 'completed');
    const plan = await e2a(['plan', join(folder, 'A Limited Night.epub'), '--json']);
    const { chapters } = JSON.parse(plan.stdout) as { chapters: readonly { characters: number }[] };
    const inOneVoice = chapters.reduce((sum, { characters }) => sum + characters * MS_PER_CHARACTER, 0);
    // Two slots without a limit take half of it.
    expect(Date.now() - begun).toBeGreaterThan(0.9 * inOneVoice);
  });
});
