import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Inside the project, so that packages are found from there. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'e2a-test');

export interface ProgramForNode {
  /** Path to give to `node`. */
  readonly script: string;
  remove(): void;
}

/** A TypeScript program and everything of ours that it imports, as JavaScript that plain Node runs: a child process that is always the current source. */
export function transpileTree(entry: string): ProgramForNode {
  mkdirSync(FOLDER, { recursive: true });
  const out = mkdtempSync(join(FOLDER, 'tree-'));
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  const todo = [resolve(entry)];
  const done = new Set<string>();
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const source = readFileSync(file, 'utf8');
    const target = scriptOf(file, out);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, toScript(source));
    todo.push(...importsOf(source).map((name) => resolve(dirname(file), name.replace(/\.js$/, '.ts'))));
  }
  return { script: scriptOf(resolve(entry), out), remove: () => rmSync(out, { recursive: true, force: true }) };
}

const scriptOf = (file: string, out: string): string => join(out, relative(ROOT, file).replace(/\.ts$/, '.js'));

const toScript = (source: string): string =>
  ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
    },
  }).outputText;

/** The relative imports that are left when types are gone. */
const importsOf = (source: string): string[] =>
  ts
    .preProcessFile(toScript(source))
    .importedFiles.map((file) => file.fileName)
    .filter((name) => name.startsWith('.'));
