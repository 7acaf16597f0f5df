import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeadLetter, NodeRecord } from '../../../src/cluster/ports/index.js';
import { type LetterGroup, lettersByCause } from '../../../src/web/api/index.js';
import { convertingBook, orderOf, store } from '../../client/book-in-cluster.js';
import { nodeRecord } from '../../support/node-record.js';
import { type AppScene, appScene, failureIn, TOKENS } from '../app-scene.js';

const JOB = 'a-tale-7f3a';

const letter = (item: string, what: string, at: number): DeadLetter => ({
  origin: 'work',
  job: JOB,
  chapter: 'ch-001',
  item,
  reason: `One, segment ${item}: ${what} (attic)`,
  detail: { code: 'E2A-2006', failures: [{ node: 'attic', what }] },
  at,
});

const node = (name: string): NodeRecord => nodeRecord({ node: name, host: 'attic', seenAt: 1_000_000 });

describe('what operators ask and order over HTTP', () => {
  let scene: AppScene;
  beforeAll(async () => {
    scene = await appScene({ tokens: TOKENS });
    await store(scene.cluster, { kind: 'book', job: JOB }, convertingBook(JOB, orderOf('7f3a')));
    const letters = [letter('0001', 'Text 7 is too long', 1), letter('0002', 'Text 31 is too long', 2)];
    for (const one of [...letters, letter('0003', 'the voice broke', 3)])
      await scene.cluster.deadLetters.record(one, `${JOB}/${one.item}`);
  });
  afterAll(() => scene.close());

  const as = (role: keyof typeof TOKENS) => ({ Authorization: `Bearer ${TOKENS[role]}` });
  const get = async (path: string): Promise<unknown> => (await scene.ask('GET', path, undefined, as('view'))).json();
  const groupsNow = async () => ((await get('/api/v1/dlq')) as { groups: readonly LetterGroup[] }).groups;
  const newest = async (): Promise<string> => (await groupsNow())[0]?.letters[0]?.id ?? '';

  it('nodes and queues as they are', async () => {
    await scene.cluster.nodes.report(node('attic'));
    expect(await get('/api/v1/nodes')).toMatchObject({ v: 1, nodes: [{ node: 'attic', device: 'cpu' }] });
    expect(await get('/api/v1/queues')).toEqual({ v: 1, queues: [] });
  });

  it('a node is told to take nothing new, and to work again; by nobody but the admin', async () => {
    await scene.cluster.nodes.report({ ...node('attic'), state: 'cordoned' });
    const ask = (order: string, role: keyof typeof TOKENS) =>
      scene.ask('POST', `/api/v1/nodes/att/${order}`, undefined, as(role));
    expect((await ask('cordon', 'submit')).status).toBe(403);
    const cordoned = await ask('cordon', 'admin');
    expect([cordoned.status, await cordoned.json()]).toEqual([
      202,
      { v: 1, node: 'attic', order: 'cordon', followed: true },
    ]);
    expect(scene.cluster.control.nodeOrder('attic')).toBe('cordon');
    await scene.cluster.nodes.report(node('attic'));
    expect((await ask('uncordon', 'admin')).status).toBe(202);
    expect(scene.cluster.control.nodeOrder('attic')).toBe('work');
    expect((await ask('explode', 'admin')).status).toBe(400);
    const nobody = await scene.ask('POST', '/api/v1/nodes/cellar/drain', undefined, as('admin'));
    expect((await failureIn(nobody)).status).toBe(404);
  });

  it('dead letters by cause, the newest first; numbers make no cause of their own', async () => {
    expect(await groupsNow()).toMatchObject([
      { cause: 'the voice broke', code: 'E2A-2006', count: 1, lastAt: 3 },
      { cause: 'Text 31 is too long', count: 2, firstAt: 1, lastAt: 2, letters: [{ item: '0002' }, { item: '0001' }] },
    ]);
  });

  it('a letter is taken away', async () => {
    const id = await newest();
    const skipped = await scene.ask('POST', `/api/v1/dlq/${id}/skip`, undefined, as('admin'));
    expect([skipped.status, await skipped.json()]).toEqual([202, { v: 1, removed: [id] }]);
    expect((await scene.ask('POST', `/api/v1/dlq/${id}/skip`, undefined, as('admin'))).status).toBe(404);
  });

  it('a letter that cannot be tried again says why', async () => {
    await scene.cluster.deadLetters.record({ ...letter('x', 'unreadable', 9), origin: 'mail' }, 'mail');
    const id = await newest();
    const refused = await scene.ask('POST', `/api/v1/dlq/${id}/retry`, undefined, as('admin'));
    expect(await failureIn(refused)).toMatchObject({ status: 409, why: expect.stringContaining('nobody understood') });
  });

  it('a letter without anything but a reason is of that cause', () => {
    const bare = { ...letter('1', '', 1), id: '1', detail: {}, reason: 'The work item cannot be read: "a"' };
    const other = { ...bare, id: '2', reason: 'The work item cannot be read: "b"' };
    expect(lettersByCause([bare, other])).toMatchObject([{ count: 2, code: null, cause: bare.reason }]);
    expect(lettersByCause([])).toEqual([]);
  });
});
