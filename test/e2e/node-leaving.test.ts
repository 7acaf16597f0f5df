import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ECHO_MS } from '../../src/cli/interruption.js';
import { realVoiceFolder, VOICE } from '../speech/real-voice.js';
import { e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { type FakeGpus, makeFakeGpus } from '../support/fake-gpus.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';

const TEST_MS = 180_000;
/** A segment of some sentences takes as many times this. */
const SLOW_MS = 1_500;
/** Far less than the 20 s after which a lease that nobody gave back runs out. */
const HANDED_BACK_MS = 12_000;

describe('a node that is told to leave in the middle of a segment', () => {
  let server: TestServer;
  let folder = '';
  let speech: FakeGpus;
  let voices = '';
  let job = '';
  const running: RunningCommand[] = [];

  const start = (role: string, name: string, msPerCall: number, ...more: readonly string[]): RunningCommand => {
    const args = ['node', '--role', role, '--slots', '1', '--server', server.url, '--log-level', 'debug', ...more];
    const node = startE2a(args, {
      E2A_NODE: name,
      E2A_VOICES: voices,
      E2A_VOICE: VOICE,
      XDG_CACHE_HOME: join(folder, name),
      ...speech.environment('works', { msPerCall }),
    });
    running.push(node);
    return node;
  };
  const speaking = async (name: string, ...more: readonly string[]): Promise<RunningCommand> => {
    const node = start('synth', name, SLOW_MS, ...more);
    await node.waitForWords('"task":"speak"');
    return node;
  };
  const show = async (): Promise<{ state: string; missing?: readonly unknown[]; percent: number }> =>
    JSON.parse((await e2a(['show', job, '--json', '--server', server.url])).stdout);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-leaving-'));
    server = await startNats({ syncAlways: true });
    speech = makeFakeGpus(folder);
    voices = await realVoiceFolder();
    const book = join(folder, 'novel.epub');
    await writeFile(book, await writeNovel({ title: 'A Night', chapters: 1, paragraphs: 6 }));
    await start('book', 'books', 0).waitForWords('Ctrl+C to leave');
    const env = { E2A_VOICES: voices, E2A_VOICE: VOICE };
    const submitted = await e2a(['submit', book, '--json', '--server', server.url], env);
    expect(submitted.code, submitted.stderr).toBe(0);
    job = (JSON.parse(submitted.stdout) as { job: string }).job;
  }, TEST_MS);
  afterAll(async () => {
    for (const node of running) node.kill('SIGKILL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('finishes it within the grace, says what it waits for, and ends with 0', { timeout: TEST_MS }, async () => {
    const node = await speaking('patient');
    node.kill('SIGTERM');
    expect(await node.ended).toBe(0);
    expect(node.words()).toMatch(
      /Leaving: nothing new is begun; waiting 30 s at most for 1 segment \([a-z0-9-]+\/ch-001\/0\d{3}\/1\)\. Once more leaves at once\.\n/,
    );
    expect(node.words()).toMatch(/\nLeft: 1 finished\.\n$/);
  });

  it('hands it back when the grace is over, and ends with 0', { timeout: TEST_MS }, async () => {
    const node = await speaking('hasty', '--grace', '0');
    node.kill('SIGINT');
    expect(await node.ended).toBe(0);
    expect(node.words()).toMatch(/\nLeft: 1 handed back for another node\.\n$/);
  });

  it('at the second signal ends within a second, and another node goes on at once', { timeout: TEST_MS }, async () => {
    const node = await speaking('urgent');
    node.kill('SIGTERM');
    await node.waitForWords('Once more leaves at once');
    await wait(2 * ECHO_MS); // the same signal again at once would be taken for an echo of the first
    const since = performance.now();
    node.kill('SIGTERM');
    expect(await node.ended).toBe(143);
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(node.words()).toContain('"reason":"the host stops"');
    const id = /waiting .+ for 1 segment \((\S+)\)/.exec(node.words())?.[1] ?? 'none';

    const next = start('synth', 'next', 0);
    await next.waitForWords('Ctrl+C to leave');
    await eventually(`${id} on the other node`, HANDED_BACK_MS, () =>
      next
        .words()
        .split('\n')
        .some((line) => line.includes('"durMs":') && line.includes(`"id":"${id}","task":"speak"`)),
    );
    const shown = await eventually('the finished book', TEST_MS, async () => {
      const now = await show();
      return now.state === 'completed' ? now : null;
    });
    expect(shown.percent).toBe(100);
    const drained = await e2a(['cluster', 'drain', 'next', '--server', server.url]);
    expect(drained.code, drained.stderr).toBe(0);
    expect(await next.ended).toBe(0);
    expect(next.words()).toMatch(/next was drained: it has finished what it had begun\..*e2a cluster uncordon next/);
  });
});
