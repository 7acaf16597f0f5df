import { createDoorkeeper } from './access/index.js';
import { createGoneNodes } from './gone-nodes.js';
import { createOnce } from './once.js';
import type { WebOptions } from './options.js';
import { createPaces } from './paces.js';
import { createSpeechDesk } from './speech/index.js';
import { createShelf } from './uploads/index.js';
import type { WebParts } from './web-parts.js';

/** Books looked into at the same time: each look may take half a gigabyte. */
const LOOKS_AT_ONCE = 2;
const MOST_WAITING_LOOKS = 16;
const TIDY_EVERY_MS = 15 * 60_000;

/** What the room has of its own, beside what it is given. Its tidying ends when `closing` aborts. */
export async function openParts(options: WebOptions, closing: AbortSignal): Promise<WebParts> {
  const { settings, client, clock, log } = options;
  const parts: WebParts = {
    ...options,
    closing,
    doorkeeper: createDoorkeeper(settings.tokens),
    desk: createSpeechDesk(),
    looking: createSpeechDesk(LOOKS_AT_ONCE, MOST_WAITING_LOOKS),
    shelf: await createShelf(settings.uploadsFolder, settings.maxUploadBytes, clock),
    once: createOnce(client, clock),
    paces: createPaces(clock),
    goneNodes: createGoneNodes(clock),
  };
  void tidy(parts).catch((error: unknown) => log.error({ error: String(error) }, 'tidying ended'));
  return parts;
}

/** Old uploads and old keys go, again and again. */
async function tidy({ shelf, once, clock, closing, log }: WebParts): Promise<void> {
  while (!closing.aborted) {
    const failed = (error: unknown): void => log.warn({ error: String(error) }, 'old uploads cannot be thrown away');
    await shelf.sweep().catch(failed);
    await once.sweep().catch(failed);
    await clock.sleep(TIDY_EVERY_MS, closing);
  }
}
