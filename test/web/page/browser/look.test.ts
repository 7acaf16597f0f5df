import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../support/browser.js';
import { type PageScene, pageScene } from '../page-scene.js';
import { plannedBook } from './planned-book.js';

const PAGES = ['', 'new', 'new?book=BOOK', 'jobs/moby-dick-7f3a', 'jobs/broken-44dd', 'jobs/partial-55ee'];
const MORE_PAGES = ['voices', 'cluster', 'problems', 'settings', 'login'];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 860 };

// What runs in the browser stands here as text: the types of these tests are those of Node.
const UNFOLD = `document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''))`;
const RUN_AXE = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => ({ rule: id, where: nodes.map(({ html }) => html) })))`;
/** Pixels the page is wider than its window, and what sticks out. */
const TOO_WIDE = `(() => {
  const limit = document.documentElement.clientWidth;
  const parts = [...document.querySelectorAll('main *')].filter((one) => one.getClientRects().length > 0);
  const outside = parts.filter((one) => one.getBoundingClientRect().right > limit + 1 && !one.closest('.unseen, thead'));
  return [document.documentElement.scrollWidth - limit, outside.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
})()`;

describeInBrowser('how the pages look', () => {
  let browser: Browser;
  let scene: PageScene;
  let book: string;
  beforeAll(async () => {
    scene = await pageScene();
    book = await plannedBook(scene);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await scene?.close();
  });

  // One visit for all of it: colours and width change under an open page as they do in life.
  it.each([...PAGES, ...MORE_PAGES])(
    '/%s: nothing for axe to find, by day and by night; fits a phone',
    async (path) => {
      // A policy that forbids foreign scripts would forbid axe, too; it is looked at in pages.test.ts.
      const context = await browser.newContext({ viewport: DESK, bypassCSP: true });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('pageerror', ({ message }) => wrong.push(message));
      page.on(
        'response',
        (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`),
      );
      await page.goto(new URL(path.replace('BOOK', book), scene.url).href);
      await page.evaluate(UNFOLD);
      await page.addScriptTag({ content: axe.source });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(RUN_AXE), colorScheme).toEqual([]);
      }
      await page.setViewportSize(PHONE);
      expect(await page.evaluate(TOO_WIDE)).toEqual([0, []]);
      expect(wrong).toEqual([]);
      await context.close();
    },
  );
});
