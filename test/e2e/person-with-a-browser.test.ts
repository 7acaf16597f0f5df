import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realVoiceHere, SMALL_VOICE } from '../speech/real-voice.js';
import { describeInBrowser, dropFile, launchBrowser, playedIn } from '../support/browser.js';
import { decodedAudio } from '../support/convert-process.js';
import { type M4bFacts, probeM4b } from '../support/m4b.js';
import { bookAt, sharedBooks } from '../support/shared-books.js';
import { watchPercents } from '../support/shown-percents.js';
import { type BrowserCluster, startBrowserCluster } from './browser-cluster.js';

/** Short chapters, two of front matter before them. */
const BOOK = 'childrens-literature';
const TITLE = "Children's Literature";
const FRONT = [1, 2];
/**
 * An hour of speech: 20 s of work for two nodes with a machine to themselves, so that there is something left to do when
 * one of them dies.
 */
const CHOSEN = [3, 4, 5, 6, 7, 8, 9, 10, 11];
/** Of another order: a chapter that is spoken already, and one that is not. */
const OTHERS = [3, 15];
const STEP_MS = 240_000;
/** What a page shows by itself; a node that is killed is believed for 15 s. */
const SEEN_MS = 45_000;
const TEST_MS = 480_000;
/** Between what was planned and what was spoken. */
const PLAN_WITHIN = 0.25;
/** A chapter in a file is filled up to whole frames. */
const FRAMES_S = 0.2;
const CLOCK_HZ = 24_000;
/** Of a chapter, and how much is heard from there. */
const JUMP = 0.8;
const HEARD_S = 0.5;

const books = sharedBooks();
const voices = await realVoiceHere(SMALL_VOICE);

/** For who wants to look at each step: a folder. */
const pictures = process.env['E2A_TEST_PICTURES'];
async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

interface PlannedChapter {
  readonly title: string;
  readonly seconds: number;
}

/** Ticks these chapters and no other, as a hand does. @returns what the page says of them */
async function choose(page: Page, numbers: readonly number[]): Promise<readonly PlannedChapter[]> {
  await page.getByRole('button', { name: 'None' }).click();
  const planned: PlannedChapter[] = [];
  for (const n of numbers) {
    const label = page.locator(`label[for="ch-${n}"]`);
    await label.click();
    const title = (await label.textContent()) ?? '';
    const seconds = Number(await page.locator(`#ch-${n}`).getAttribute('data-seconds'));
    planned.push({ title, seconds });
  }
  return planned;
}

/** From a file on the desktop to a job: front matter is not ticked, and then only these chapters are. */
async function order(page: Page, url: string, chapters: readonly number[]): Promise<readonly PlannedChapter[]> {
  await page.goto(url);
  await picture(page, '1-library');
  await dropFile(page, `${BOOK}.epub`, await readFile(bookAt(books ?? '', BOOK)));
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  for (const n of FRONT) expect(await page.locator(`#ch-${n}`).isChecked()).toBe(false);
  expect(await page.locator('#ch-3').isChecked()).toBe(true);
  const planned = await choose(page, chapters);
  await page.getByText(`${chapters.length} chapters ·`).waitFor();
  await page.getByRole('combobox', { name: 'Voice', exact: true }).selectOption(SMALL_VOICE);
  await picture(page, '2-new-book');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/\/jobs\/children/);
  return planned;
}

/** Plays chapter 1, jumps to near its end, and hears it go on. @returns seconds */
async function listen(page: Page): Promise<number> {
  const chapter = page.locator('[data-chapter]').first();
  await chapter.getByRole('link', { name: /^Listen to chapter / }).click({ timeout: STEP_MS });
  await expect.poll(async () => (await playedIn(page)).length, { timeout: SEEN_MS }).toBeGreaterThan(0);
  const { length } = await playedIn(page);
  const jump = Math.floor(length * JUMP);
  await page.locator('#audio').evaluate((audio, to) => Object.assign(audio, { currentTime: to }) && undefined, jump);
  await expect.poll(async () => (await playedIn(page)).at, { timeout: SEEN_MS }).toBeGreaterThan(jump + HEARD_S);
  await picture(page, '3-listening');
  await page.getByRole('button', { name: 'Close the player' }).click();
  return length;
}

const isPartOfSound = (response: Response): boolean =>
  response.status() === 206 &&
  response.headers()['content-type'] === 'audio/flac' &&
  response.url().includes('/chapters/');

interface ShownBook {
  readonly state: string | null;
  readonly percent: string | null;
  readonly chapters: readonly string[];
}

const shownBook = async (page: Page): Promise<ShownBook> => ({
  state: await page.locator('main > [data-job]').getAttribute('data-state'),
  percent: await page.locator('main .percent').first().textContent(),
  chapters: await page
    .locator('main [data-chapter]')
    .evaluateAll((rows) => rows.map((row) => (row.textContent ?? '').replace(/\s+/g, ' '))),
});

const percentOf = async (page: Page): Promise<number> => Number.parseFloat((await shownBook(page)).percent ?? '');

/** Two that look at one book see the same, within a moment. */
const sameOnBoth = (one: Page, other: Page) =>
  expect
    .poll(
      async () => {
        const [here, there] = await Promise.all([shownBook(one), shownBook(other)]);
        return JSON.stringify(here) === JSON.stringify(there) ? 'the same' : { here, there };
      },
      { timeout: SEEN_MS },
    )
    .toBe('the same');

function expectMarks({ chapters, durationSeconds }: M4bFacts, planned: readonly PlannedChapter[]): void {
  expect(chapters.map(({ title }) => title)).toEqual(planned.map(({ title }) => title));
  for (const [index, { startSample }] of chapters.entries())
    expect(startSample).toBe(chapters[index - 1]?.endSample ?? 0);
  const wanted = planned.reduce((sum, { seconds }) => sum + seconds, 0);
  expect(Math.abs(durationSeconds / wanted - 1)).toBeLessThan(PLAN_WITHIN);
}

describeInBrowser('a person with a browser and no terminal', () => {
  let cluster: BrowserCluster;
  let browser: Browser;
  beforeAll(async () => {
    if (books === null || voices === null) return;
    [cluster, browser] = await Promise.all([startBrowserCluster(SMALL_VOICE, voices), launchBrowser()]);
  });
  const freshContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext();
    context.setDefaultTimeout(SEEN_MS);
    return context;
  };
  afterAll(async () => {
    await browser?.close();
    await cluster?.close();
  });

  it.runIf(books !== null && voices !== null)(
    'drops a book, listens while it is spoken, sees a node die, and downloads the book',
    { timeout: TEST_MS },
    async () => {
      const context = await freshContext();
      const percents = await watchPercents(context);
      const page = await context.newPage();
      const parts: Response[] = [];
      page.on('response', (response) => isPartOfSound(response) && parts.push(response));

      const planned = await order(page, cluster.web.url, CHOSEN);
      const length = await listen(page);
      expect(parts.length).toBeGreaterThan(0);
      expect((await shownBook(page)).state).toBe('converting');

      const nodes = await context.newPage();
      await nodes.goto(new URL('cluster', cluster.web.url).href);
      const attic = nodes.getByRole('row', { name: /^attic/ });
      await attic.waitFor();
      await nodes.evaluate('window.isTheSamePage = true');
      await picture(nodes, '4-cluster');
      const atKill = await percentOf(page);
      cluster.attic.kill('SIGKILL');
      await attic.getByText('gone').waitFor();
      expect(await nodes.evaluate('window.isTheSamePage')).toBe(true);
      await nodes.getByRole('row', { name: /^cellar/ }).waitFor();
      await picture(nodes, '5-cluster-after');
      await expect.poll(() => percentOf(page), { timeout: STEP_MS }).toBeGreaterThan(atKill);

      const second = await freshContext();
      const percentsOfSecond = await watchPercents(second);
      const elsewhere = await second.newPage();
      await Promise.all([page.reload(), elsewhere.goto(page.url())]);
      await sameOnBoth(page, elsewhere);
      await picture(page, '6-book-goes-on');

      await page.locator('[data-job][data-state="completed"]').waitFor({ timeout: STEP_MS });
      await sameOnBoth(page, elsewhere);
      await picture(page, '7-done');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /^Download .*\.m4b$/ }).click(),
      ]);
      const file = join(cluster.folder, download.suggestedFilename());
      await download.saveAs(file);

      const facts = await probeM4b(file);
      expectMarks(facts, planned);
      const [first] = facts.chapters;
      expect(Math.abs(((first?.endSample ?? 0) - (first?.startSample ?? 0)) / CLOCK_HZ - length)).toBeLessThan(
        FRAMES_S,
      );
      expect(facts.chapters.at(-1)?.endSample).toBeCloseTo((await decodedAudio(file)).samples, 0);
      expect([...percents.falls(), ...percentsOfSecond.falls()]).toEqual([]);
      expect(percents.rows.size).toBe(1 + CHOSEN.length);
    },
  );

  it.runIf(books !== null && voices !== null)(
    'looks on when the page’s process is killed: the open page says so, and goes on by itself when there is one again',
    { timeout: TEST_MS },
    async () => {
      const context = await freshContext();
      const percents = await watchPercents(context);
      const page = await context.newPage();
      await order(page, cluster.web.url, OTHERS);
      await expect.poll(() => percentOf(page), { timeout: STEP_MS }).toBeGreaterThan(0);
      await page.evaluate('window.isTheSamePage = true');

      cluster.web.kill('SIGKILL');
      await page.locator('#link[data-state="down"]').waitFor();
      await picture(page, '8-page-process-gone');
      await cluster.web.ended;
      const atKill = await percentOf(page);
      const again = await cluster.startWeb(new URL(cluster.web.url).port);
      expect(again.url).toBe(cluster.web.url);
      await page.locator('#link[data-state="up"]').waitFor();
      await expect.poll(() => percentOf(page), { timeout: STEP_MS }).toBeGreaterThan(atKill);
      await page.locator('[data-job][data-state="completed"]').waitFor({ timeout: STEP_MS });
      expect(await page.evaluate('window.isTheSamePage')).toBe(true);

      const elsewhere = await (await freshContext()).newPage();
      await elsewhere.goto(page.url());
      await sameOnBoth(page, elsewhere);
      expect(percents.falls()).toEqual([]);
    },
  );
});
