import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './cruise.js';
import { doorComment, roomsWithoutDoor, throughDoors } from './tidy/doors.js';
import { parse, type Rule, type Source, show } from './tidy/finding.js';
import {
  fileName,
  noAny,
  noDefaultExport,
  noEnum,
  noModuleState,
  noNonNull,
  noPromises,
  noSilencedTypes,
} from './tidy/language.js';
import { actorsNeverWait, ownedByOne, pureFiles } from './tidy/purity.js';
import { FILE_LIMIT, FUNCTION_LIMIT, fileSize, functionSize, functionsOf, linesOf } from './tidy/size.js';

const CODE = /\.(ts|js|mjs|cjs)$/;
const FILE_MEDIAN = 110;
const FUNCTION_MEDIAN = 10;

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => CODE.test(name))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8')));
}

const product = sourcesIn('src');
const tools = [...sourcesIn('scripts'), ...sourcesIn('samples'), ...sourcesIn('bin')];
const tests = sourcesIn('test');
const doors = new Set(product.filter(({ path }) => path.endsWith('/index.ts')).map(({ path }) => posix.dirname(path)));
doors.delete('src');

/** Rule, and where it holds. Tests may be long functions: a `describe` is one. */
const RULES: readonly (readonly [name: string, rule: Rule, where: readonly Source[]])[] = [
  ['files are short', fileSize, [...product, ...tools, ...tests]],
  ['functions are short', functionSize, [...product, ...tools]],
  ['no any', noAny, [...product, ...tests]],
  ['no non-null assertion', noNonNull, [...product, ...tests]],
  ['no default export', noDefaultExport, [...product, ...tools, ...tests]],
  ['no enum', noEnum, [...product, ...tests]],
  ['no module-level let', noModuleState, [...product, ...tools, ...tests]],
  ['no promises in comments', noPromises, [...product, ...tools, ...tests]],
  ['no silenced types', noSilencedTypes, [...product, ...tools, ...tests]],
  ['no file without a name of its own', fileName, [...product, ...tools, ...tests]],
  ['pure files are pure', pureFiles, product],
  ['actors never wait', actorsNeverWait, product],
  ['environment, exit and console have one owner', ownedByOne, product],
  ['doors say what lives behind them', doorComment, product],
  ['folders are entered by their door', throughDoors(doors), product],
];

describe('the house is tidy', () => {
  it.each(RULES)('%s', (_name, rule, where) => {
    expect(where.flatMap((source) => rule(source)).map(show)).toEqual([]);
  });
  it('every room has a door', () => {
    expect(roomsWithoutDoor(product.map(({ path }) => path)).map(show)).toEqual([]);
  });
  it('files and functions are small by habit, not only by limit', () => {
    expect(median(product.map(linesOf))).toBeLessThanOrEqual(FILE_MEDIAN);
    expect(median(product.flatMap(functionsOf).map(({ lines }) => lines))).toBeLessThanOrEqual(FUNCTION_MEDIAN);
  });
});

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const lines = (count: number): string => 'f();\n'.repeat(count);

/** A rule, a file that breaks it on a known line, and one that nearly does. */
const PROOFS: readonly (readonly [rule: Rule, path: string, bad: string, line: number, good: string])[] = [
  [fileSize, 'src/a/b.ts', lines(FILE_LIMIT + 1), FILE_LIMIT, lines(FILE_LIMIT)],
  [
    functionSize,
    'src/a/b.ts',
    `\nconst f = () => {\n${lines(69)}};`,
    2,
    `\nconst f = () => {\n${lines(FUNCTION_LIMIT - 2)}};`,
  ],
  [noAny, 'src/a/b.ts', '\nlet x: any;', 2, 'let x: unknown; // any'],
  [noNonNull, 'src/a/b.ts', 'f(x!);', 1, 'f(!x);'],
  [noNonNull, 'src/a/b.ts', 'class A { x!: string }', 1, 'class A { x = 1 }'],
  [noDefaultExport, 'src/a/b.ts', 'export default function f() {}', 1, 'export function f() {}'],
  [noDefaultExport, 'src/a/b.ts', 'const a = 1;\nexport { a as default };', 2, 'import x from "y";'],
  [noEnum, 'src/a/b.ts', 'enum A { B }', 1, "type A = 'B';"],
  [noModuleState, 'src/a/b.ts', 'export let x = 1;', 1, 'function f() { let x = 1; return x; }'],
  [noPromises, 'src/a/b.ts', '\n// TODO later', 2, "const x = 'TODO';"],
  [noSilencedTypes, 'src/a/b.ts', '// @ts-ignore\nf();', 1, "const x = '@ts-ignore';"],
  [fileName, 'src/a/string-utils.ts', '', 1, ''],
  [pureFiles, 'src/actors/a.ts', '\nconst t = Date.now();', 2, 'const t = at + 1;'],
  [pureFiles, 'src/core/a.ts', 'const t = new Date();', 1, 'const t = new Date(at);'],
  [pureFiles, 'src/planning/a.ts', 'setTimeout(f, 1);', 1, 'sleep(f, 1);'],
  [
    pureFiles,
    'src/books/a.ts',
    "import { readFileSync } from 'node:fs';",
    1,
    "import { createHash } from 'node:crypto';",
  ],
  [pureFiles, 'src/audio/a.ts', 'f(process.pid);', 1, 'f(self.process.pid);'],
  [actorsNeverWait, 'src/actors/a.ts', 'const f = async () => 1;', 1, "const f = () => perform('join');"],
  [ownedByOne, 'src/host/a.ts', '\nf(process.env);', 2, 'f(process.pid);'],
  [ownedByOne, 'src/cli/run.ts', 'process.exit(1);', 1, 'process.exitCode = 1;'],
  [ownedByOne, 'src/cli/run.ts', "console.log('x');", 1, "show('x');"],
  [
    doorComment,
    'src/a/index.ts',
    '/** One paragraph. */',
    1,
    '/**\n * Lives here.\n *\n * Never here.\n */\nexport {};',
  ],
  [
    throughDoors(new Set(['src/b'])),
    'src/a/a.ts',
    "\nimport { x } from '../b/x.js';",
    2,
    "import { x } from '../b/index.js';",
  ],
  [
    throughDoors(new Set(['src/b'])),
    'src/a/a.ts',
    "import { x } from '../b/c/x.js';",
    1,
    "import { x } from '../c/x.js';",
  ],
  [throughDoors(new Set(['src/a/b'])), 'src/a/a.ts', "const x = await import('./b/x.js');", 1, "import './x.js';"],
];

const shorten = (code: string): string => code.trim().split('\n')[0]?.slice(0, 60) ?? '';

describe('each rule bites', () => {
  const named = PROOFS.map(([rule, path, bad, line, good]) => ({ rule, path, bad, line, good, shown: shorten(bad) }));

  it.each(named)('$path: $shown', ({ rule, path, bad, line, good }) => {
    expect(rule(parse(path, bad)).map((finding) => finding.line)).toEqual([line]);
    expect(rule(parse(rule === fileName ? 'src/a/strings.ts' : path, good))).toEqual([]);
  });
  it('where a rule has an owner, the owner is free', () => {
    expect(ownedByOne(parse('src/config/load.ts', 'f(process.env);'))).toEqual([]);
    expect(ownedByOne(parse('src/cli/main.ts', 'process.exit(1);'))).toEqual([]);
    const past = "import { CLOCK_HZ } from '../audio/clock.js';";
    expect(throughDoors(new Set(['src/audio']))(parse('src/planning/a.ts', past))).toEqual([]);
    expect(throughDoors(new Set(['src/audio']))(parse('src/host/a.ts', past))).toHaveLength(1);
    expect(pureFiles(parse('src/books/epub/a.ts', "import { readFileSync } from 'node:fs';"))).toEqual([]);
  });
  it('on a room without a door', () => {
    expect(roomsWithoutDoor(['src/a/b.ts', 'src/cluster/c/d.ts', 'src/e/index.ts']).map(({ file }) => file)).toEqual([
      'src/a/index.ts',
      'src/cluster/c/index.ts',
    ]);
  });
});
