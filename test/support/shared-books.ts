import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BESIDE = fileURLToPath(new URL('../../../shared/books', import.meta.url));

/** Folder of the real books: `E2A_TEST_BOOKS`, else beside the checkout; required in CI, null elsewhere when absent. */
export function sharedBooks(): string | null {
  const folder = process.env['E2A_TEST_BOOKS'] ?? BESIDE;
  if (existsSync(folder)) return folder;
  if (process.env['CI'] !== undefined) throw new Error(`The real books are missing: ${folder}`);
  process.stderr.write(`SKIPPED: no real books at ${folder}; set E2A_TEST_BOOKS to look at them.\n`);
  return null;
}

export const bookAt = (folder: string, name: string): string => join(folder, `${name}.epub`);
