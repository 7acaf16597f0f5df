import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/web/app.js';
import { createSpeechDesk } from '../../../src/web/speech/index.js';
import { type AppScene, appScene } from '../app-scene.js';

describe('many who want the same large book looked into', () => {
  let scene: AppScene;
  let book: string;
  const read: string[] = [];
  beforeAll(async () => {
    scene = await appScene();
    book = ((await (await scene.send('a.epub', new TextEncoder().encode('No book.'))).json()) as { book: string }).book;
  });
  afterAll(() => scene.close());

  /** Nobody's turn ever comes. */
  const full = () => {
    const { shelf } = scene.parts;
    const counted = { ...shelf, read: (id: string) => shelf.read(id).finally(() => read.push(id)) };
    return createApp({ ...scene.parts, shelf: counted, looking: createSpeechDesk(0, 0) });
  };
  const JSON_BODY = { method: 'POST', headers: { 'Content-Type': 'application/json' } };

  it.each([
    ['its plan', () => full().request(`/api/v1/books/${book}/plan`, { ...JSON_BODY, body: '{}' })],
    ['its order', () => full().request('/api/v1/jobs', { ...JSON_BODY, body: JSON.stringify({ book }) })],
    ['its page', () => full().request(`/new?book=${book}`)],
  ])('%s: nothing of it is in memory before its turn', async (_what, ask) => {
    expect((await ask()).status).toBe(503);
    expect(read).toEqual([]);
  });

  it('a book that is not there is told at once, however many wait', async () => {
    const answer = await full().request(`/api/v1/books/${'0'.repeat(64)}/plan`, { ...JSON_BODY, body: '{}' });
    expect(answer.status).toBe(404);
  });
});
