import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../support/browser.js';
import { readRecording, replayed } from '../../../support/recorded-book.js';
import { resolvable } from '../../../support/resolvable.js';
import { watchPercents } from '../../../support/shown-percents.js';
import { startTcpProxy } from '../../../support/tcp-proxy.js';
import { bookOf, chapterOf } from '../demo-books.js';
import { type PageScene, pageScene } from '../page-scene.js';

const JOB = 'moby-dick-7f3a';
const SEEN_MS = 5_000;
/** A browser waits two seconds before it comes back. */
const BACK_MS = 10_000;
const TEST_MS = 60_000;

const percentOf = (page: Page) => page.locator('main .percent').first();
const linkOf = (page: Page) => page.locator('#link');

describeInBrowser('a page that is looked at', () => {
  let browser: Browser;
  let scene: PageScene;
  beforeAll(async () => {
    scene = await pageScene();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await scene?.close();
  });

  async function open(path: string, url = scene.url): Promise<Page> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(SEEN_MS);
    await page.goto(new URL(path, url).href);
    await page.locator('#link[data-state="up"]').waitFor();
    return page;
  }
  const openLog = (page: Page): Promise<void> => page.getByText('What happened').click();
  const linesOf = (page: Page): Promise<(string | undefined)[]> =>
    page.locator('.log li').evaluateAll((items) => items.map((item) => item.textContent?.replace(/^[\d:\sAPM]+/, '')));
  const close = (page: Page): Promise<void> => page.context().close();

  it('shows what happens at once, also to a second person, and after a reload', async () => {
    const [first, second] = await Promise.all([open(`jobs/${JOB}`), open('')]);
    const before = scene.of(JOB);
    const chapters = before.chapters.with(2, chapterOf(3, { state: 'joined', percent: 98 }));
    await scene.put({ ...before, percent: 48.5, charactersDone: 560_000, chapters }, 'chapter-joined');
    await first.getByText('48.5 %').first().waitFor();
    await second.getByText('48.5 %').first().waitFor();
    await first.getByRole('link', { name: 'Listen to chapter 3' }).waitFor();
    await second.getByText('3 of 6 chapters').waitFor();
    expect(await first.locator('#said').textContent()).toContain('chapter-joined');
    await first.reload();
    expect(await percentOf(first).textContent()).toBe('48.5 %');
    await Promise.all([close(first), close(second)]);
  });

  it('shows no older number when the page that it asked for comes after newer word', async () => {
    const context = await browser.newContext();
    const percents = await watchPercents(context);
    const page = await context.newPage();
    page.setDefaultTimeout(SEEN_MS);
    await page.goto(new URL(`jobs/${JOB}`, scene.url).href);
    await page.locator('#link[data-state="up"]').waitFor();
    const asked = resolvable();
    const late = resolvable();
    await page.route(`**/jobs/${JOB}`, async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await late.promise;
      await route.fulfill({ response });
    });
    const speaking = scene.of(JOB).chapters.with(3, chapterOf(4, { state: 'speaking', percent: 10 }));
    await scene.put({ ...scene.of(JOB), percent: 50, chapters: speaking }, 'chapter-started');
    await asked.promise;
    const further = speaking.with(3, chapterOf(4, { state: 'speaking', percent: 45 }));
    await scene.put({ ...scene.of(JOB), percent: 55, chapters: further }, 'told');
    await page.getByText('55.0 %').first().waitFor();
    late.resolve();
    await page.locator('[data-chapter="ch-004"][data-progress="speaking"]').waitFor();
    expect(await percentOf(page).textContent()).toBe('55.0 %');
    expect(percents.falls()).toEqual([]);
    await close(page);
  });

  it('shows a book that somebody else has ordered, and takes one away that is gone', async () => {
    const page = await open('');
    await scene.put(bookOf('new-77aa', 'A New Book', { percent: 0 }), 'book-accepted');
    await page.getByRole('link', { name: 'A New Book' }).waitFor();
    await scene.put({ ...scene.of('new-77aa'), state: 'removed' }, 'book-removed');
    scene.forget('new-77aa');
    await page.getByRole('link', { name: 'A New Book' }).waitFor({ state: 'detached' });
    await close(page);
  });

  it('never takes the focus, nor what is typed or ticked', async () => {
    const page = await open('');
    await page.getByLabel('Find a book').fill('mid');
    await page.getByRole('checkbox', { name: 'Select Middlemarch' }).check();
    await page.getByRole('link', { name: 'Middlemarch' }).focus();
    await scene.put({ ...scene.of('middlemarch-33cc'), paused: false, percent: 75 }, 'book-resumed');
    await page.locator('[data-job="middlemarch-33cc"][data-state="converting"]').waitFor();
    await page.getByText('75.0 %').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Middlemarch');
    expect(await page.getByLabel('Find a book').inputValue()).toBe('mid');
    expect(await page.getByRole('checkbox', { name: 'Select Middlemarch' }).isChecked()).toBe(true);
    expect(await page.locator('#books > li:visible').count()).toBe(1);
    await close(page);
  });

  it('loses no event when its connection is cut', { timeout: TEST_MS }, async () => {
    const cable = await startTcpProxy(() => Number(new URL(scene.url).port));
    const page = await open(`jobs/${JOB}`, `http://127.0.0.1:${cable.port}/`);
    await openLog(page);
    await scene.happen('told', JOB, 'before');
    await page.getByText('before', { exact: true }).waitFor();
    cable.freeze();
    cable.cut();
    await page.locator('#link', { hasText: 'connection lost; trying again' }).waitFor();
    for (const text of ['one', 'two', 'three']) await scene.happen('told', JOB, text);
    cable.thaw();
    await page.locator('#link[data-state="up"]').waitFor({ timeout: BACK_MS });
    await scene.happen('told', JOB, 'after');
    await page.getByText('after', { exact: true }).waitFor();
    const lines = await linesOf(page);
    expect(lines.slice(lines.indexOf('before'))).toEqual(['before', 'one', 'two', 'three', 'after']);
    expect(new Set(lines).size, 'none twice').toBe(lines.length);
    await close(page);
    await cable.close();
  });

  it('tells of what was before to whom comes later, each once and in order', async () => {
    await scene.happen('told', 'lighthouse-clock-11aa', 'first');
    const page = await open('jobs/lighthouse-clock-11aa');
    await scene.happen('told', 'lighthouse-clock-11aa', 'second');
    await openLog(page);
    await page.getByText('first', { exact: true }).waitFor();
    await page.getByText('second', { exact: true }).waitFor();
    expect(await linesOf(page)).toEqual(['first', 'second']);
    await close(page);
  });

  it('asks for one stream, however many tabs are open; the next one takes over', async () => {
    const page = await open('');
    const streams: string[] = [];
    page.context().on('request', (request) => request.url().includes('/events') && streams.push(request.url()));
    const other = await page.context().newPage();
    other.setDefaultTimeout(SEEN_MS);
    await other.goto(new URL(`jobs/${JOB}`, scene.url).href);
    await linkOf(other).and(other.locator('[data-state="up"]')).waitFor();
    expect(streams).toEqual([]);
    await openLog(other);
    await scene.happen('told', JOB, 'shared');
    await other.getByText('shared', { exact: true }).waitFor();
    await page.close();
    await scene.happen('told', JOB, 'taken over');
    await other.getByText('taken over', { exact: true }).waitFor();
    expect(streams.filter((url) => url.includes('/api/v1/events'))).toHaveLength(1);
    await other.context().close();
  });
});

describeInBrowser('a book that is made, seen on the page', () => {
  it('has the percent and the state of the API at each event, and never falls', { timeout: TEST_MS }, async () => {
    const recording = await readRecording();
    const replay = replayed(recording);
    await replay.step();
    const { client } = replay;
    const scene = await pageScene([], { client });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(new URL(`jobs/${recording.job}`, scene.url).href);
      await page.locator('#link[data-state="up"]').waitFor();
      const seen: number[] = [];
      for (let step = await replay.step(); step !== null; step = await replay.step()) {
        const { percent, state } = (await (
          await scene.get(`api/v1/jobs/${recording.job}`)
        ).json()) as typeof step.status;
        await page.locator(`[data-job][data-state="${state}"]`).waitFor();
        await page
          .locator('main .percent', { hasText: `${percent.toFixed(1)} %` })
          .first()
          .waitFor();
        seen.push(Number(await page.evaluate("document.querySelector('main progress').value")));
        expect(seen.at(-1)).toBe(percent);
      }
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(seen.at(-1)).toBe(100);
    } finally {
      await browser.close();
      await scene.close();
    }
  });
});
