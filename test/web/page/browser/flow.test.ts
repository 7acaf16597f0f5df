import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../../../src/client/index.js';
import { createMemoryCluster } from '../../../../src/cluster/memory/index.js';
import { startHost, systemClock } from '../../../../src/host/index.js';
import { describeInBrowser, dropFile, launchBrowser, playedIn } from '../../../support/browser.js';
import { writeNovel } from '../../../support/novel.js';
import { startPrefixProxy } from '../../../support/prefix-proxy.js';
import { type WebScene, webScene } from '../../web-scene.js';
import { demoVoices } from '../demo-cluster.js';

const BOOK_MS = 90_000;
const TEST_MS = 120_000;

/** A cluster of one process whose voice hums. */
async function hummingCluster() {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-page-'));
  const cluster = createMemoryCluster({ clock: systemClock });
  const host = await startHost({
    engine: 'tone',
    voice: 'tone',
    voicesFolder: folder,
    cluster,
    roles: ['book', 'synth'],
    slots: 1,
    workFolder: folder,
    node: 'hummer',
    clock: systemClock,
    telemetry: { emit: () => undefined },
  });
  const [voice] = demoVoices();
  if (voice === undefined) throw new Error('no voice to show');
  return {
    client: createClient(cluster, systemClock),
    voices: async () => [{ ...voice, name: 'tone', engine: 'tone', language: 'mul', licence: 'none' }],
    close: async (): Promise<void> => {
      await host.stop(1_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeInBrowser('from a file to a book', () => {
  let browser: Browser;
  let cluster: Awaited<ReturnType<typeof hummingCluster>>;
  let bare: WebScene;
  let mounted: WebScene;
  beforeAll(async () => {
    cluster = await hummingCluster();
    const { client, voices } = cluster;
    [bare, mounted, browser] = await Promise.all([
      webScene({ client, voices }, { maxUploadBytes: 10_000_000 }),
      webScene({ client, voices }, { basePath: '/books' }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([bare?.close(), mounted?.close()]);
    await cluster?.close();
  });

  it('drops, chooses, starts, listens and downloads', { timeout: TEST_MS }, async () => {
    const page = await browser.newPage();
    await page.goto(bare.url);
    await dropFile(page, 'night.epub', await writeNovel({ title: 'A Night Flight', chapters: 3, paragraphs: 2 }));
    await page.getByRole('heading', { level: 1, name: 'A Night Flight' }).waitFor({ timeout: BOOK_MS });
    await page.getByText('3 chapters ·').waitFor();
    await page.locator('.speak').nth(2).uncheck();
    await page.getByText('2 chapters ·').waitFor();
    await page.getByLabel('Format').selectOption('OPUS');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/\/jobs\/a-night-flight-/);
    await page.getByRole('link', { name: /^Listen to chapter 1: / }).click({ timeout: BOOK_MS });
    await expect.poll(async () => (await playedIn(page)).length, { timeout: BOOK_MS }).toBeGreaterThan(0);
    await page.locator('[data-job][data-state="completed"]').waitFor({ timeout: BOOK_MS });
    expect(await page.locator('main .percent').first().textContent()).toBe('100.0 %');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Download .*\.opus$/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('A Night Flight.opus');
    expect(await download.failure()).toBeNull();
    await page.context().close();
  });

  it('is gone through by keyboard alone', { timeout: TEST_MS }, async () => {
    const page = await browser.newPage();
    await page.goto(bare.url);
    // Keys that come before the first picture go nowhere.
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
    const reach = async (what: string): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(what)})`)) return;
      }
      throw new Error(`Tab does not reach ${what}`);
    };
    // Asked for before the keys: the browser takes this wish and a key by two ways, and a key would overtake it.
    const choosing = page.waitForEvent('filechooser');
    await reach('#choose');
    await page.keyboard.press('Enter');
    const buffer = Buffer.from(await writeNovel({ title: 'A Keyboard Night', chapters: 2, paragraphs: 1 }));
    await (await choosing).setFiles({ name: 'keys.epub', mimeType: 'application/epub+zip', buffer });
    await page.getByRole('heading', { level: 1, name: 'A Keyboard Night' }).waitFor({ timeout: BOOK_MS });
    await reach('.speak[value="2"]');
    await page.keyboard.press('Space');
    await page.getByText('1 chapter ·').waitFor();
    await reach('#order [type="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/jobs\/a-keyboard-night-/);
    await page.locator('a[data-listen].round').first().waitFor({ timeout: BOOK_MS });
    await reach('a[data-listen].round');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await playedIn(page)).length, { timeout: BOOK_MS }).toBeGreaterThan(0);
    await reach('#close-player');
    await page.keyboard.press('Enter');
    await page.locator('#player').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it.each(['strips its path', 'leaves its path'])('works behind a proxy that %s', { timeout: TEST_MS }, async (how) => {
    const strips = how === 'strips its path';
    const proxy = await startPrefixProxy(strips ? bare.url : mounted.url, '/books', strips);
    const page = await browser.newPage();
    const title = strips ? 'A Stripped Night' : 'A Mounted Night';
    await page.goto(proxy.url);
    await page.locator('#link[data-state="up"]').waitFor();
    await dropFile(page, 'proxy.epub', await writeNovel({ title, chapters: 1, paragraphs: 1 }));
    await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: BOOK_MS });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/\/books\/jobs\/a-/);
    await page.getByText('100.0 %').first().waitFor({ timeout: BOOK_MS });
    for (const name of ['Voices', 'Cluster', 'Problems', 'Settings', 'Library']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    expect(proxy.failed).toEqual([]);
    await page.context().close();
    await proxy.close();
  });

  it('adds a book in pieces where its way takes no more at once, over a line that breaks', {
    timeout: TEST_MS,
  }, async () => {
    const second: number[] = [];
    const proxy = await startPrefixProxy(bare.url, '/books', true, {
      mostBytes: 1024 ** 2,
      breaks: ({ headers }) => headers['upload-offset'] === String(1024 ** 2) && second.push(1) === 1,
    });
    const page = await browser.newPage();
    await page.goto(proxy.url);
    const book = await writeNovel({ title: 'A Night in Pieces', chapters: 1, paragraphs: 1, ballast: 2_500_000 });
    await dropFile(page, 'pieces.epub', book);
    await page.getByRole('heading', { level: 1, name: 'A Night in Pieces' }).waitFor({ timeout: BOOK_MS });
    expect(second.length).toBeGreaterThan(1);
    expect(proxy.failed[0]).toBe('413 /books/api/v1/books/pieces.epub');
    await page.context().close();
    await proxy.close();
  });
});
