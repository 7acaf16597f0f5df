import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodedAudio } from '../support/convert-process.js';
import { e2a, type RunningCommand, startE2a } from '../support/e2a.js';
import { eventually } from '../support/eventually.js';
import { probeM4b } from '../support/m4b.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { natsCli } from '../support/nats-cli.js';

const TEST_MS = 240_000;

interface Shown {
  readonly state: string;
  readonly percent: number;
  readonly chapters: readonly {
    readonly n: number;
    readonly title: string;
    readonly state: string;
    readonly percent: number;
  }[];
  readonly files: readonly unknown[];
}

describe('two synth nodes and a book node on a plain nats-server', () => {
  let server: TestServer;
  let folder = '';
  const running: RunningCommand[] = [];
  const node = async (role: string, name: string): Promise<RunningCommand> => {
    const started = startE2a(['node', '--role', role, '--slots', '1', '--engine', 'tone', '--server', server.url], {
      E2A_NODE: name,
      XDG_CACHE_HOME: join(folder, name),
    });
    running.push(started);
    await started.waitForWords('Ctrl+C to leave');
    return started;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-cluster-'));
    server = await startNats({ syncAlways: true });
  });
  afterAll(async () => {
    for (const command of running) command.kill('SIGKILL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('convert a submitted book; a synth node killed half-way loses nothing', { timeout: TEST_MS }, async () => {
    const book = join(folder, 'novel.epub');
    await writeFile(book, await writeNovel({ title: 'The Long Night', chapters: 4, paragraphs: 10 }));
    await node('book', 'b1');
    const doomed = await node('synth', 's1');
    await node('synth', 's2');

    const at = ['--server', server.url];
    const submitted = await e2a(['submit', book, '--engine', 'tone', '--json', ...at]);
    expect(submitted.code, submitted.stderr).toBe(0);
    const { v, job } = JSON.parse(submitted.stdout) as { v: number; job: string };
    expect(v).toBe(1);
    expect(job).toMatch(/^the-long-night-[0-9a-f]{4}$/);
    const show = async (): Promise<Shown> => JSON.parse((await e2a(['show', job, '--json', ...at])).stdout) as Shown;

    await eventually('half of the book', 120_000, async () => (await show()).percent > 30);
    doomed.kill('SIGKILL');
    const atKill = await show();
    expect(atKill.state).toBe('converting');

    const finished = await eventually('the finished book', 150_000, async () => {
      const shown = await show();
      return shown.state === 'completed' ? shown : null;
    });
    expect(finished.chapters.map((chapter) => chapter.title)).toEqual([1, 2, 3, 4].map((n) => `Part ${n} of the tale`));
    expect(finished.percent).toBe(100);

    const output = join(folder, 'night.m4b');
    const got = await e2a(['get', job, '--output', output, ...at]);
    expect(got.code, got.stderr).toBe(0);
    expect((await stat(output)).size).toBeGreaterThan(100_000);

    const alone = join(folder, 'alone.m4b');
    const converted = await e2a([
      'convert',
      book,
      '--engine',
      'tone',
      '--data',
      join(folder, 'alone'),
      '--output',
      alone,
    ]);
    expect(converted.code, converted.stderr).toBe(0);
    expect(await decodedAudio(output)).toEqual(await decodedAudio(alone));
    const [ofMany, ofOne] = await Promise.all([probeM4b(output), probeM4b(alone)]);
    expect(ofMany.chapters).toHaveLength(4);
    expect(ofMany).toEqual(ofOne);

    const nats = await natsCli(server.url);
    if (nats === null) {
      process.stderr.write(
        'SKIPPED: the plain `nats` CLI is not installed (npm run setup -- --tests), its views of the job were not looked at.\n',
      );
      return;
    }
    expect(await nats('kv', 'ls', 'e2a_jobs')).toContain(job);
    expect(await nats('kv', 'ls', 'e2a_chapters')).toContain(`${job}.ch-001`);
    expect(await nats('kv', 'get', 'e2a_jobs', job, '--raw')).toContain('"phase":"completed"');
    const objects = await nats('object', 'ls', 'e2a_audio');
    expect(objects).toContain(`${job}/ch-001-`);
    expect(objects).toContain(`${job}/The Long Night.m4b`);
    expect(await nats('consumer', 'report', 'E2A_WORK')).toContain('media');
    expect(await nats('stream', 'ls')).toMatch(/E2A_MAIL[\s\S]*E2A_WORK/);
  });

  it('says in one sentence what is wrong when there is no such job', async () => {
    const shown = await e2a(['show', 'no-such-job-0000', '--server', server.url]);
    expect(shown.code).toBe(5);
    expect(shown.stderr).toContain('E2A-5003');
  });
});
