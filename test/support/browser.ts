import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

/** Sandboxes of browsers want a user that is not root; containers have a small /dev/shm. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'];
const HOW = 'install it (apt-get install chromium), or name one: E2A_CHROMIUM=/path/to/chromium';

/** The browser of these tests: `E2A_CHROMIUM`, else `chromium` on PATH; null when there is none. */
function program(): string | null {
  const named = process.env['E2A_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : folders.map((folder) => join(folder, 'chromium'));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tests in a real browser: without one they are skipped by name, and on the build server they fail. */
export const describeInBrowser = (name: string, body: () => void): void => {
  const isMissing = program() === null && process.env['CI'] !== 'true';
  describe.skipIf(isMissing)(isMissing ? `${name} (NO BROWSER: ${HOW})` : name, body);
};

export function launchBrowser(): Promise<Browser> {
  const executablePath = program();
  if (executablePath === null) throw new Error(`There is no chromium here: ${HOW}`);
  return chromium.launch({ executablePath, args: ARGS });
}

/** A file as it comes from a desktop, dropped on the page. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const data = Buffer.from(bytes).toString('base64');
  await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(data)}), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  })()`);
}

/** Of the page's player, in seconds; the length is NaN while nothing is known. Polled from here: pages forbid strings that are run. */
export const playedIn = (page: Page): Promise<{ readonly length: number; readonly at: number }> =>
  page.locator('#audio').evaluate((audio: { readonly duration: number; readonly currentTime: number }) => ({
    length: audio.duration,
    at: audio.currentTime,
  }));
