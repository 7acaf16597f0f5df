import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainedCodes } from '../../src/cli/explain/index.js';
import { CODES } from '../../src/core/index.js';
import { errorsPage } from './errors-page.js';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const codes = explainedCodes();

describe('docs/errors.md', () => {
  it('is what src/cli/explain says; written anew by: npx vitest run --project rooms test/docs/errors.test.ts -u', () =>
    expect(errorsPage(codes)).toMatchFileSnapshot('../../docs/errors.md'));
});

describe('every error code', () => {
  it('has an entry, each entry is a code, and no number has two meanings', () => {
    expect(codes.map(({ code }) => code)).toEqual([...new Set(Object.values(CODES))].toSorted());
  });

  it('is thrown somewhere', () => {
    const used = new Set(found(/CODES\.(\w+)/g));
    expect(Object.keys(CODES).filter((name) => !used.has(`CODES.${name}`))).toEqual([]);
  });

  it('is written by its name: no number stands in the sources but in their one list', () =>
    expect(found(/code: 'E2A-\d{4}'/g)).toEqual([]));

  it.each(codes)('$code: a heading, whole sentences, at least one cause and one cure', (explained) => {
    const { title, meaning, causes, cures } = explained;
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of [meaning, ...causes, ...cures]) expect(sentence).toMatch(/^(?:e2a |[`A-Z@]).*\.$/s);
    expect(Math.min(causes.length, cures.length)).toBeGreaterThan(0);
    expect([meaning, ...causes, ...cures].join('').split('`').length % 2).toBe(1);
  });
});

/** What in src matches, comments left out. */
function found(pattern: RegExp): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(join(SRC, name), 'utf8'));
  return texts.flatMap((text) => text.replaceAll(COMMENT, '').match(pattern) ?? []);
}
