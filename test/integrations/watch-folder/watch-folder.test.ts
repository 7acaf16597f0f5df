import { appendFile, link, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { convertingBook, finishedBook, orderOf, store } from '../../client/book-in-cluster.js';
import { writeNovel } from '../../support/novel.js';
import { noteBeside, type WatchScene, watchScene } from './watch-scene.js';

/** Longer than a writer may pause. */
const LONG = 15;

describe('a watched folder', () => {
  let scene: WatchScene;
  let folder: string;
  beforeEach(async () => {
    scene = await watchScene();
    folder = join(scene.root, 'books');
    await mkdir(folder);
  });
  afterEach(() => scene.close());

  const put = async (name: string, content = `the text of ${name}`): Promise<string> => {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const noted = (path: string) => scene.until(`a note beside ${path}`, () => noteBeside(path));
  const seconds = async (count: number): Promise<void> => {
    let left = count;
    await scene.until(`${count} seconds`, () => --left <= 0);
  };
  const names = () => scene.taken.map(({ fileName }) => fileName);

  it('takes what is there at the start, also with an emoji, and what is not done or no book it passes over', async () => {
    const book = await put('a fox 🦊 at sea.epub');
    for (const name of ['.hidden.epub', 'half.epub.part', 'a.tmp', 'b.epub.crdownload', 'photo.jpg', '.sync/in.epub'])
      await put(name);
    await symlink(book, join(folder, 'link.epub'));
    const watch = scene.watch(folder);
    expect(await noted(book)).toMatchObject({ v: 1, state: 'new', failure: null, book: { bytes: 34 } });
    await seconds(LONG);
    expect(names()).toEqual(['a fox 🦊 at sea.epub']);
    await watch.end();
    expect(await readFile(book, 'utf8')).toBe('the text of a fox 🦊 at sea.epub');
  });

  it.each([false, true])('takes a slow copy once and whole (polling: %s)', async (polling) => {
    const watch = scene.watch(folder, { polling });
    const book = await put('slow.epub', 'one ');
    for (const part of ['two ', 'three ', 'four']) {
      await seconds(8);
      expect(names()).toEqual([]);
      await appendFile(book, part);
    }
    const note = await noted(book);
    expect(note).toMatchObject({ book: { bytes: 18 } });
    await seconds(LONG);
    expect(names()).toEqual(['slow.epub']);
    await watch.end();
  });

  it('takes a content once: hard link, copy and new name get notes of the same job, over a restart', async () => {
    const first = scene.watch(folder);
    const book = await put('one.epub', 'the same');
    const note = await noted(book);
    await link(book, join(folder, 'hard.epub'));
    await put('french/copy.epub', 'the same');
    await rename(book, join(folder, 'renamed.epub'));
    for (const name of ['hard.epub', 'french/copy.epub', 'renamed.epub'])
      expect(await noted(join(folder, name))).toMatchObject({ job: note['job'] });
    await first.end();
    await put('another name.epub', 'the same');
    const second = scene.watch(folder);
    expect(await noted(join(folder, 'another name.epub'))).toMatchObject({ job: note['job'] });
    await seconds(LONG);
    expect(names()).toEqual(['one.epub']);
    await second.end();
  });

  it('wishes lie in its folders; a file of them that is wrong is told beside each book', async () => {
    await put('wishes.json', '{"speed": 1.25}');
    await put('french/wishes.json', '{"voice": "fr_FR-siwis-medium", "priority": "p2"}');
    await put('wrong/wishes.json', '{"voise": "x"}');
    await put('plain.epub');
    await put('french/conte.epub');
    const wrong = await put('wrong/tale.epub');
    const watch = scene.watch(folder);
    expect(await noted(wrong)).toMatchObject({ state: 'refused', job: null, failure: { code: CODES.usage } });
    await scene.until('both', () => scene.taken.length === 2);
    expect(scene.taken).toContainEqual({ fileName: 'plain.epub', wishes: { speed: 1.25 } });
    expect(scene.taken).toContainEqual({
      fileName: 'conte.epub',
      wishes: { voice: 'fr_FR-siwis-medium', priority: 'p2' },
    });
    await watch.end();
  });

  it('tries again what passes, and what is refused only when its note is taken away', async () => {
    const answers = [
      new UserError({ code: CODES.serverUnreachable, what: 'away' }, EXIT.unreachable),
      new UserError({ code: CODES.voiceUnknown, what: 'no such voice' }, EXIT.unavailable),
    ];
    let calls = 0;
    const watch = scene.watch(folder, {
      order: async () => {
        const answer = answers[calls++];
        if (answer !== undefined) throw answer;
        return { job: 'job-1', already: false, afterTurn: null };
      },
    });
    const book = await put('one.epub');
    expect(await noted(book)).toMatchObject({ state: 'refused', failure: { code: CODES.voiceUnknown } });
    await seconds(LONG);
    expect(calls).toBe(2);
    await rm(`${book}.e2a.json`);
    expect(await noted(book)).toMatchObject({ state: 'new', job: 'job-1' });
    expect(calls).toBe(3);
    await watch.end();
  });

  it('a folder that is not there is an error', async () => {
    await expect(scene.watch(join(scene.root, 'nowhere')).end()).rejects.toMatchObject({ code: CODES.configInvalid });
  });
});

describe('books of a watched folder', () => {
  it('a whole one is ordered, a broken one refused with its reason, each once', async () => {
    const scene = await watchScene();
    const bytes = await writeNovel({ title: 'A Night at Sea', chapters: 1, paragraphs: 2 });
    const [whole, broken] = [join(scene.root, 'whole 🦊.epub'), join(scene.root, 'broken.epub')];
    await writeFile(whole, bytes);
    await writeFile(broken, bytes.slice(0, bytes.length / 2));
    const watch = scene.watchForReal(scene.root);
    const good = await scene.until('a note', () => noteBeside(whole));
    const bad = await scene.until('another', () => noteBeside(broken));
    expect(good).toMatchObject({ state: 'new', job: expect.stringMatching(/^a-night-at-sea-/) });
    expect(bad).toMatchObject({ state: 'refused', job: null, failure: { code: CODES.damagedArchive } });
    expect(await scene.cluster.mail.waiting('book')).toHaveLength(1);
    expect(scene.lines.filter((line) => line.includes('refused'))).toHaveLength(1);
    await watch.end();
    await scene.close();
  });

  it('what is finished goes onto the shelf, though the source is gone and the process another', async () => {
    const scene = await watchScene({ outputLibrary: 'shelf' });
    const [folder, shelf] = [join(scene.root, 'books'), join(scene.root, 'shelf')];
    await mkdir(folder);
    const book = join(folder, 'one.epub');
    await writeFile(book, 'one');
    const first = scene.watch(folder);
    const { job } = (await scene.until('a note', () => noteBeside(book))) as { readonly job: string };
    const address = { kind: 'book', job };
    await store(scene.cluster, address, convertingBook(job, orderOf('d1')));
    await scene.cluster.events.announce({ job, type: 'book-read', text: '' }, 'e1', scene.clock.now());
    await scene.until('news', async () => (await noteBeside(book))?.['state'] === 'converting');
    await first.end();
    await rm(book);
    const sound = new TextEncoder().encode('sound');
    const finished = finishedBook(job, orderOf('d1'), sound);
    await scene.cluster.audio.put(`${job}/A Tale.m4b`, sound, '');
    await store(scene.cluster, address, finished, { turn: 2 });
    const second = scene.watch(folder);
    const failed = (): boolean => scene.lines.some((line) => line.includes('could not be put on the shelf'));
    await scene.until('a shelf that is not mounted', failed);
    await mkdir(shelf);
    const onShelf = (): Promise<string | null> =>
      readFile(join(shelf, 'A Tale', 'A Tale.m4b'), 'utf8').catch(() => null);
    expect(await scene.until('the book on the shelf', onShelf)).toBe('sound');
    await second.end();
    await scene.close();
  });
});
