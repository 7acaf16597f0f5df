import type { BrowserContext } from 'playwright-core';

/** What percents a browser has shown: one row of numbers for a book and for each of its chapters, reloads included. */
export interface ShownPercents {
  /** Number after number, by `job` or `job/chapter`. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
  /** Of all rows, where one falls: `moby-dick-7f3a/ch-002: 41.2 after 43`. */
  falls(): readonly string[];
}

/** Runs in the page before anything else does; `sawPercent` is ours. */
const WATCH = `(() => {
  const last = new Map();
  const tell = (key, place) => {
    const text = place?.querySelector('[data-part="percent"]')?.textContent ?? '';
    if (text === '' || last.get(key) === text) return;
    last.set(key, text);
    void sawPercent(key, Number.parseFloat(text));
  };
  const look = () => {
    for (const book of document.querySelectorAll('[data-job]')) {
      tell(book.dataset.job, book);
      for (const row of book.querySelectorAll('[data-chapter]')) tell(book.dataset.job + '/' + row.dataset.chapter, row);
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
})()`;

/** From now on, over every page of this browser context that is opened after it. */
export async function watchPercents(context: BrowserContext): Promise<ShownPercents> {
  const rows = new Map<string, number[]>();
  await context.exposeFunction('sawPercent', (key: string, percent: number) => {
    rows.set(key, [...(rows.get(key) ?? []), percent]);
  });
  await context.addInitScript(WATCH);
  return { rows, falls: () => [...rows].flatMap(([key, row]) => fallsOf(key, row)) };
}

const fallsOf = (key: string, row: readonly number[]): readonly string[] =>
  row.flatMap((percent, index) => {
    const before = row[index - 1] ?? 0;
    return percent < before ? [`${key}: ${percent} after ${before}`] : [];
  });
