import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { writeNovel } from '../../support/novel.js';
import { type AppScene, appScene, failureIn } from '../app-scene.js';

const LIMIT_MS = 20_000;
const NONSENSE = Uint8Array.from({ length: 200 }, (_, index) => [0x50, 0x4b, 3, 4][index] ?? 0);

describe('batches over HTTP', () => {
  let scene: AppScene;
  const books: string[] = [];
  beforeAll(async () => {
    scene = await appScene();
    const sent = [
      ['good.epub', await writeNovel({ title: 'Good', chapters: 1, paragraphs: 1 })],
      ['bad.epub', NONSENSE],
    ] as const;
    for (const [name, bytes] of sent) {
      const answer = (await (await scene.send(name, bytes)).json()) as { readonly book: string };
      books.push(answer.book);
    }
  });
  afterAll(() => scene.close());

  it('orders each book, says why one was not taken, and holds up none', async () => {
    const begun = await scene.ask('POST', '/api/v1/batches', { name: 'Spring list', books: [...books].reverse() });
    expect(begun.status).toBe(202);
    const { id } = (await begun.json()) as { readonly id: string };
    const shown = await eventually('the batch', LIMIT_MS, async () => {
      const report = await (await scene.ask('GET', `/api/v1/batches/${id}`)).json();
      const { counts } = report as { readonly counts: Readonly<Record<string, number>> };
      return counts['not-ordered'] === undefined ? report : null;
    });
    expect(shown).toMatchObject({
      v: 1,
      id,
      name: 'Spring list',
      books: 2,
      counts: { new: 1, refused: 1 },
      rows: [
        { file: 'bad.epub', job: null, state: 'refused', code: expect.stringMatching(/^E2A-1/) },
        { file: 'good.epub', state: 'new' },
      ],
    });
    const again = await scene.ask('POST', '/api/v1/batches', { name: 'Spring list', books: [...books].reverse() });
    expect(await again.json()).toMatchObject({ id, already: true });
    expect(await (await scene.ask('GET', '/api/v1/batches')).json()).toMatchObject({ v: 1, batches: [{ id }] });
    const table = await scene.ask('GET', `/api/v1/batches/${id}/report.csv`);
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(table.headers.get('content-disposition')).toBe(`attachment; filename="${id}.csv"`);
    const lines = (await table.text()).trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('bad.epub');
  });

  it('is refused for a book that was never sent, and for none', async () => {
    const ask = (body: unknown) => scene.ask('POST', '/api/v1/batches', body);
    expect((await failureIn(await ask({ name: 'x', books: ['nothing'] }))).status).toBe(404);
    expect((await failureIn(await ask({ name: 'x', books: [] }))).status).toBe(400);
    expect((await failureIn(await ask({ name: '', books }))).status).toBe(400);
    expect((await failureIn(await scene.ask('GET', '/api/v1/batches/none'))).status).toBe(404);
  });
});
