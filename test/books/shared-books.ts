import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where real books lie: `E2A_TEST_BOOKS`, else beside the project. */
export const BOOKS_FOLDER = resolve(
  process.env['E2A_TEST_BOOKS'] ?? resolve(import.meta.dirname, '../../../shared/books'),
);

/** Required where continuous integration runs; elsewhere tests of real books are skipped by name. */
export const HAS_BOOKS = existsSync(BOOKS_FOLDER) || process.env['CI'] !== undefined;

export const SKIPPED = HAS_BOOKS ? '' : ` (SKIPPED: no books in ${BOOKS_FOLDER}; set E2A_TEST_BOOKS)`;

/** File names of the real books, sorted; a name that says they are missing where they are, so that a skipped test is seen. */
export const sharedBookNames = (): readonly string[] =>
  existsSync(BOOKS_FOLDER)
    ? readdirSync(BOOKS_FOLDER)
        .filter((name) => name.endsWith('.epub'))
        .sort()
    : ['(no books)'];
