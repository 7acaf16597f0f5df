import { takeLock } from './guardian-lock.js';
import { placesIn, readJsonFile, removeFile, writePrivately } from './places.js';

/** The right to serve the page of a data folder: one process has it at a time, and it ends with that process. */
export type PageClaim =
  | {
      readonly type: 'ours';
      /** Says where the page is, for whoever comes next. */
      tell(url: string): void;
      release(): void;
    }
  /** `url`: null while it is starting. */
  | { readonly type: 'taken'; readonly url: string | null };

/** @param dataFolder exists */
export function claimPage(dataFolder: string): PageClaim {
  const places = placesIn(dataFolder);
  const lock = takeLock(places.folder, 'page');
  if (lock === null) return { type: 'taken', url: urlIn(places.page) };
  // Of one that was killed.
  removeFile(places.page);
  return {
    type: 'ours',
    tell: (url) => writePrivately(places.page, `${JSON.stringify({ url })}\n`),
    release: () => {
      removeFile(places.page);
      lock.release();
    },
  };
}

function urlIn(path: string): string | null {
  const url = readJsonFile(path)?.['url'];
  return typeof url === 'string' ? url : null;
}
