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

  /** As somebody sees a page who has opened what is folded. */
  async function look(path: string, colorScheme: 'light' | 'dark', viewport: typeof PHONE) {
    // A policy that forbids foreign scripts would forbid axe, too; it is looked at in pages.test.ts.
    const context = await browser.newContext({ colorScheme, viewport, bypassCSP: true });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', ({ message }) => wrong.push(message));
    page.on('response', (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`));
    await page.goto(new URL(path.replace('BOOK', book), scene.url).href);
    await page.evaluate(UNFOLD);
    return { page, wrong, close: () => context.close() };
  }

  it.each([...PAGES, ...MORE_PAGES])('/%s: nothing for axe to find, by day and by night', async (path) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, wrong, close } = await look(path, scheme, DESK);
      await page.addScriptTag({ content: axe.source });
      const findings = await page.evaluate(RUN_AXE);
      expect(findings, scheme).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    }
  });

  it.each([...PAGES, ...MORE_PAGES])('/%s fits a phone without scrolling sideways', async (path) => {
    const { page, close } = await look(path, 'light', PHONE);
    const wide = await page.evaluate(TOO_WIDE);
    expect(wide).toEqual([0, []]);
    await close();
  });
});
