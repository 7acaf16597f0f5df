import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../../support/browser.js';
import { bookOf, demoBooks } from '../demo-books.js';
import { type PageScene, pageScene } from '../page-scene.js';

const JOB = 'moby-dick-7f3a';
const SEEN_MS = 5_000;
const UNDO_MS = 10_500;

describeInBrowser('what people ask of books', () => {
  let browser: Browser;
  let scene: PageScene;
  let page: Page;
  beforeAll(async () => {
    scene = await pageScene([...demoBooks(), bookOf('second-88bb', 'A Second Book')]);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await scene?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(SEEN_MS);
    scene.commands.length = 0;
  });
  afterEach(() => page.context().close());
  const open = (path: string) => page.goto(new URL(path, scene.url).href);
  const named = (name: string) => page.getByRole('button', { name });

  it('is done at once where it takes nothing away', async () => {
    await open(`jobs/${JOB}`);
    await named('Pause').click();
    await named('Go on').waitFor();
    await named('Go on').click();
    await named('Pause').waitFor();
    await page.getByLabel('Priority of Moby-Dick').selectOption('Before all others');
    await page.locator('[data-job][data-priority="p0"]').waitFor();
    expect(scene.commands.map(([, { type }]) => type)).toEqual(['PauseBook', 'ResumeBook', 'MoveBook']);
  });
  it('can be undone for ten seconds when it is cancelled; then it is done', async () => {
    await page.clock.install();
    await open(`jobs/${JOB}`);
    await named('Cancel').click();
    await page.getByText('Moby-Dick; or, The Whale will be cancelled. What is spoken is kept. In 10 s.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Not cancelled.').waitFor({ state: 'attached' });
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Cancel');
    await page.clock.runFor(UNDO_MS);
    expect(scene.commands).toEqual([]);
    await named('Cancel').click();
    await page.clock.runFor(UNDO_MS);
    await page.locator('[data-job][data-state="cancelled"]').waitFor();
    expect(scene.commands).toEqual([[JOB, { type: 'CancelBook' }]]);
  });
  it('says what stays before a book is removed', async () => {
    await open('jobs/second-88bb');
    await named('Remove').click();
    const dialog = page.getByRole('dialog', { name: 'Remove A Second Book?' });
    await dialog.getByText('Files that you have downloaded stay').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(scene.commands).toEqual([]);
    await named('Remove').click();
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await page.waitForURL(scene.url);
    expect(scene.commands).toEqual([['second-88bb', { type: 'RemoveBook' }]]);
  });
  it('goes to several books at once', async () => {
    await open('');
    await page.getByRole('checkbox', { name: 'Select Moby-Dick' }).setChecked(false);
    await page.getByRole('checkbox', { name: 'Select Middlemarch' }).check();
    await page.getByRole('checkbox', { name: 'Select A Second Book' }).check();
    await page.getByText('2 selected').waitFor();
    await page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: 'When idle' }).click();
    await page.getByText('2 selected').waitFor({ state: 'hidden' });
    expect(scene.commands.map(([job]) => job).toSorted()).toEqual(['middlemarch-33cc', 'second-88bb']);
  });
  it('is answered with what went wrong, which stays until it is closed', async () => {
    await open('problems');
    await page.getByRole('button', { name: 'Try again: broken-44dd chapter 1' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('What E2A-').waitFor();
    await scene.happen('told', JOB);
    await alert.getByRole('button', { name: 'Close this message' }).click();
    await alert.waitFor({ state: 'detached' });
  });
  it('redoes one chapter of a book that is over', async () => {
    await open('jobs/partial-55ee');
    await page.getByRole('button', { name: 'Speak chapter 2 again' }).click();
    await page.locator('[data-job][data-state="converting"]').waitFor();
    expect(scene.commands).toEqual([['partial-55ee', { type: 'RetryBook', what: 'all', chapters: [2] }]]);
  });
});
