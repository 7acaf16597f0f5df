import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { type ConnectedCluster, connectCluster, createClient, systemClock } from '../../src/client/index.js';
import { startNats, type TestServer } from '../support/nats.js';
import { writeNovel } from '../support/novel.js';
import { fakeProcess } from './fake-terminal.js';

const TEST_MS = 60_000;

describe('submit of many books', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let home = '';
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-many-'));
    await mkdir(join(home, 'shelf/more'), { recursive: true });
    const novel = (title: string) => writeNovel({ title, chapters: 2, paragraphs: 1 });
    await writeFile(join(home, 'shelf/1 dawn.epub'), await novel('Dawn'));
    await writeFile(join(home, 'shelf/2 broken.epub'), 'PK\u0003\u0004 cut off');
    await writeFile(join(home, 'shelf/3 dusk.epub'), await novel('Dusk'));
    await writeFile(join(home, 'shelf/more/dawn again.epub'), await novel('Dawn'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  async function submit(...argv: readonly string[]) {
    const { surroundings, out, words } = fakeProcess(
      ['submit', '--engine', 'tone', '--server', server.url, ...argv],
      home,
    );
    const code = await runCli({ ...surroundings, clock: systemClock });
    return { code, out: out.written(), words: words.written() };
  }

  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('has a line for each: its job, or why it was not taken; a bad one stops no other; the same book twice is one job', async () => {
    const { code, out, words } = await submit('shelf');
    expect(code).toBe(6);
    const [dawn, dusk, again] = out.trim().split('\n');
    expect(dawn).toMatch(/^dawn-[0-9a-f]{4} {2}shelf\/1 dawn\.epub$/);
    expect(dusk).toMatch(/^dusk-[0-9a-f]{4} {2}shelf\/3 dusk\.epub$/);
    expect(again).toBe(`${dawn?.split(' ')[0]}  shelf/more/dawn again.epub  (there already)`);
    expect(words).toMatch(/^shelf\/2 broken\.epub: .+ \(E2A-1\d{3}\)$/m);
    expect(words).toContain('2 jobs for 3 books. 1 book could not be taken, see above.');
  });

  it('for programs: a line of JSON for each; all taken is 0', async () => {
    const { code, out, words } = await submit('--json', 'shelf/1 dawn.epub', 'shelf/3 dusk.epub', '--chapters', '2');
    expect([code, words]).toEqual([0, '']);
    expect(lines(out)).toEqual([
      { v: 1, type: 'submitted', book: 'shelf/1 dawn.epub', job: expect.stringMatching(/^dawn-/), already: false },
      { v: 1, type: 'submitted', book: 'shelf/3 dusk.epub', job: expect.stringMatching(/^dusk-/), already: false },
    ]);
    expect((await submit('shelf/1 dawn.epub', 'nowhere.epub', '--chapters', '9')).words).toContain(
      '\nNone of the books could be taken, see above.\n',
    );
    const refused = await submit('--json', 'shelf/1 dawn.epub', 'nowhere.epub', '--chapters', '9');
    expect(refused.code).toBe(6);
    expect(lines(refused.out)).toMatchObject([
      { type: 'refused', book: 'shelf/1 dawn.epub', code: 'E2A-1007' },
      { type: 'refused', book: 'nowhere.epub', code: 'E2A-1006', why: 'There is no such file.' },
    ]);
  });

  it('options hold for all of them: the order of each has the choice', async () => {
    const { out } = await submit('--json', 'shelf', '--exclude', 'back', '--priority', 'p2');
    const [first] = lines(out);
    const { cluster, job } = { cluster: await connected(), job: String(first?.['job']) };
    try {
      const waiting = await cluster.mail.waiting('book', job);
      const order = waiting[0]?.message?.['order'] as { priority: string; settings: { reading: { object: string } } };
      expect(order.priority).toBe('p2');
      expect(await cluster.books.info(order.settings.reading.object)).not.toBeNull();
      expect((await createClient(cluster, systemClock).jobs()).length).toBeGreaterThanOrEqual(6);
    } finally {
      await cluster.close();
    }
  });

  it('a plan file is of one book', async () => {
    const { code, words } = await submit('shelf', '--plan', 'plan.json');
    expect(code).toBe(2);
    expect(words).toContain('--plan goes with one book');
  });

  it('--wait looks on at all of them, no longer than --timeout', async () => {
    const { code, out } = await submit('--json', 'shelf/1 dawn.epub', 'shelf/3 dusk.epub', '--timeout', '0.5');
    expect(code).toBe(8);
    expect(lines(out).at(-1)).toMatchObject({ type: 'detached', job: expect.stringMatching(/^dawn-/) });
  });

  it('without a cluster says so once', async () => {
    const { code, words } = await submit('shelf', '--server', 'nats://127.0.0.1:1');
    expect(code).toBe(4);
    expect(words.match(/There is no cluster/g)).toHaveLength(1);
  });

  const connected = (): Promise<ConnectedCluster> =>
    connectCluster({ servers: server.url, name: 'e2a/test', waitMs: 5_000 });
});
