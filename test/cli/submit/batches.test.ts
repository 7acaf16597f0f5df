import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/index.js';
import { systemClock } from '../../../src/client/index.js';
import { startNats, type TestServer } from '../../support/nats.js';
import { writeNovel } from '../../support/novel.js';
import { fakeProcess } from '../fake-terminal.js';

const TEST_MS = 60_000;

describe('batches on the command line', { timeout: TEST_MS }, () => {
  let server: TestServer;
  let home = '';
  beforeAll(async () => {
    server = await startNats();
    home = await mkdtemp(join(tmpdir(), 'e2a-batches-'));
    await mkdir(join(home, 'shelf'));
    await writeFile(join(home, 'shelf/1 dawn.epub'), await writeNovel({ title: 'Dawn', chapters: 2, paragraphs: 1 }));
    await writeFile(join(home, 'shelf/2 broken.epub'), 'PK\u0003\u0004 cut off');
    await writeFile(
      join(home, 'shelf/list.csv'),
      'file,chapters,priority\n1 dawn.epub,2,p2\n2 broken.epub,,\nnone.epub,,\n',
    );
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  async function e2a(...argv: readonly string[]) {
    const { surroundings, out, words } = fakeProcess([...argv, '--server', server.url], home);
    const code = await runCli({ ...surroundings, clock: systemClock });
    return { code, out: out.written(), words: words.written() };
  }

  it('are made of a folder, listed, shown and reported', async () => {
    expect((await e2a('batch', 'ls')).words).toContain('There is no batch yet.');
    const submitted = await e2a('submit', 'shelf', '--engine', 'tone', '--batch', 'Two tales');
    expect(submitted.code).toBe(6);
    const [, id = ''] = /Batch (\S+)\. Look: e2a batch report \1/.exec(submitted.words) ?? [];
    expect(id).toMatch(/^two-tales-[0-9a-f]{4}$/);
    expect((await e2a('batch', 'ls')).out).toMatch(new RegExp(`^${id} +2 +.* ago +Two tales$`, 'm'));
    const shown = await e2a('batch', 'show', 'two');
    expect(shown.out).toContain(`Two tales  ${id}\n2 books · 1 new · 1 refused\n`);
    expect(shown.out).toMatch(/2 broken\.epub +refused +0 +.*\(E2A-1\d{3}\)/);
    expect(shown.out).not.toContain('1 dawn');
    const report = await e2a('batch', 'report', id, '--json');
    expect(JSON.parse(report.out)).toMatchObject({
      v: 1,
      id,
      name: 'Two tales',
      books: 2,
      counts: { new: 1, refused: 1 },
      rows: [
        { file: 'shelf/1 dawn.epub', job: expect.stringMatching(/^dawn-/), state: 'new' },
        { file: 'shelf/2 broken.epub', job: null, state: 'refused', code: expect.stringMatching(/^E2A-1/) },
      ],
    });
  });

  it('are the same again when the same command is given again', async () => {
    const command = ['submit', 'shelf', '--engine', 'tone', '--batch', 'Again'];
    const id = ({ words }: { readonly words: string }) => /Batch (\S+?)(?: \(there already\))?\. Look/.exec(words)?.[1];
    const first = await e2a(...command);
    const again = await e2a(...command, '--force', '--priority', 'p2');
    expect(again.words).toContain(`Batch ${id(first)} (there already). Look: e2a batch report ${id(first)}\n`);
    expect(id(await e2a(...command, '--speed', '1.2'))).not.toBe(id(first));
    const json = await e2a(...command, '--json');
    expect(JSON.parse(json.out.split('\n')[0] ?? '')).toMatchObject({ type: 'batch', id: id(first), already: true });
    expect((await e2a('batch', 'ls')).out.match(/Again$/gm)).toHaveLength(2);
  });

  it('are made by a manifest, with wishes for each book', async () => {
    const submitted = await e2a('submit', '--manifest', 'shelf/list.csv', '--engine', 'tone', '--json');
    expect(submitted.code).toBe(6);
    const [batch, dawn, ...refused] = submitted.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(batch).toMatchObject({ v: 1, type: 'batch', name: 'list', books: 3 });
    expect(dawn).toMatchObject({ type: 'submitted', book: 'shelf/1 dawn.epub' });
    expect(refused.map(({ type, book }) => `${type} ${book}`)).toEqual([
      'refused shelf/2 broken.epub',
      'refused shelf/none.epub',
    ]);
    const jobs = JSON.parse((await e2a('jobs', '--json')).out).jobs as { job: string; priority?: string }[];
    expect(jobs.find(({ job }) => job === dawn.job)?.priority).toBe('p2');
    const csv = await e2a('batch', 'report', batch.id, '--csv');
    expect(csv.out.split('\r\n')[0]).toBe('file,job,title,state,percent,files,code,reason');
    expect(csv.out).toContain('shelf/none.epub,,,refused,0,,E2A-1006,The book shelf/none.epub cannot be read.');
    expect((await e2a('batch', 'rm', batch.id)).words).toContain('is forgotten; its jobs stay');
    expect((await e2a('batch', 'report', batch.id)).code).toBe(5);
  });

  it('are refused whole where the manifest is wrong, or books are named beside it', async () => {
    await writeFile(join(home, 'wrong.csv'), 'file,priority\na.epub,soon\n');
    const wrong = await e2a('submit', '--manifest', 'wrong.csv', '--engine', 'tone');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.words).toContain('line 2: priority "soon" is none of p0, p1, p2');
    expect((await e2a('submit', 'shelf', '--manifest', 'shelf/list.csv')).words).toContain(
      'Books are named, and a manifest, too.',
    );
    expect((await e2a('submit')).words).toContain('No book is named.');
  });
});
