import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostLine } from '../support/host-process.js';
import { type Sound, type TestBook, undisturbed, writeBooks } from './orders.js';
import { expectUnharmed, type Scene, withBook } from './scene.js';
import { LEASES, type Member } from './stormy-cluster.js';

const SIZE = { chapters: 2, paragraphs: 2 };
const TEST_MS = 330_000;
/** From the end of a lease to the line that says that another has it, on a busy machine. */
const SLACK_MS = 6_000;

describe.concurrent('nobody is needed: a book is made although', () => {
  let folder = '';
  let book: TestBook = { title: '', bytes: new Uint8Array() };
  let calm: Sound | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-one-of-many-'));
    const books = await writeBooks(['The Long Night'], SIZE);
    [book = book] = books;
    [calm] = await undisturbed(books, folder);
  }, TEST_MS);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  for (const task of ['read', 'join'])
    it(`the book host that is about to ${task} is killed`, { timeout: TEST_MS }, async () => {
      await withBook(book, { books: 2 }, async (scene) => {
        const begun = (line: HostLine): boolean => line.type === 'work-started' && line['task'] === task;
        const { holder, line } = await firstToSay(scene, 'book', begun);
        const heir = othersLike(holder, scene);
        const killedAt = Date.now();
        await scene.cluster.fell(holder);
        await heir.process?.said((said) => begun(said) && said['id'] === line['id']);
        expect(Date.now() - killedAt).toBeLessThan(LEASES.workMs + SLACK_MS);
        await expectUnharmed(scene, calm);
      });
    });

  it('the machine that speaks is killed, and another comes', { timeout: TEST_MS }, async () => {
    await withBook(book, { books: 1, synths: 2, slotsEach: 1 }, async (scene) => {
      const begun = (line: HostLine): boolean => line.type === 'work-started' && line['task'] === 'speak';
      const { holder, line } = await firstToSay(scene, 'synth', begun);
      const heir = othersLike(holder, scene);
      const killedAt = Date.now();
      await scene.cluster.fell(holder);
      await heir.process?.said((said) => begun(said) && said['id'] === line['id']);
      expect(Date.now() - killedAt).toBeLessThan(LEASES.workMs + SLACK_MS);
      await expectUnharmed(scene, calm);
    });
  });
});

async function firstToSay(
  { cluster }: Scene,
  role: Member['role'],
  wanted: (line: HostLine) => boolean,
): Promise<{ holder: Member; line: HostLine }> {
  const members = cluster.members.filter((member) => member.role === role);
  return Promise.any(
    members.flatMap((holder) => {
      const { process } = holder;
      return process === null ? [] : [process.said(wanted).then((line) => ({ holder, line }))];
    }),
  );
}

function othersLike(gone: Member, { cluster }: Scene): Member {
  const [heir] = cluster.members.filter((member) => member.role === gone.role && member !== gone);
  if (heir === undefined) throw new Error(`there is nobody beside ${gone.name}`);
  return heir;
}
