import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a file brings in at once: neither types nor what is imported when it is called for. */
function importsOf(file: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly !== true;
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    if (!isImport && !isExport) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
  });
}

/** Packages that a file of `src` loads with everything it imports. */
function packagesOf(entry: string): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [join(ROOT, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) open.push(join(dirname(file), specifier).replace(/\.js$/, '.ts'));
      else if (!specifier.startsWith('node:')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    }
  }
  return [...packages].sort();
}

/** Settings, checks of what is read, numbers in words, sentences: no engine, no reader of books, no ffmpeg, no broker. */
const LIGHT = ['n2words', 'sentencex-wasm', 'smol-toml', 'zod'];

describe('what an import of e2a brings in', () => {
  it.each([['src/index.ts'], ['src/client/index.ts'], ['src/progress.ts'], ['src/ordering/index.ts']])(
    '%s: nothing heavy',
    (entry) => {
      expect(packagesOf(entry).filter((name) => !LIGHT.includes(name))).toEqual([]);
    },
  );
});
