import ts from 'typescript';
import { nodeRule, type Rule } from './finding.js';

/** Pure rules, and the few files among them that are adapters after all. */
const PURE = [
  /^src\/core\//,
  /^src\/actors\//,
  /^src\/planning\//,
  /^src\/cluster\/ports\//,
  /^src\/books\//,
  /^src\/audio\//,
  /^src\/speech\/normalise\//,
  /^src\/speech\/engines\/(onnx-graph|kokoro-alphabet)\//,
];
/** `sentences.ts` loads its WebAssembly once, `others/` the words of a language it meets; what they compute is pure. */
const ADAPTERS = [
  /^src\/books\/(epub|calibre|pdf)\//,
  /^src\/books\/sentences\.ts$/,
  /^src\/speech\/normalise\/others\//,
  /^src\/audio\/(ffmpeg|m4b|flac)\//,
];

const isPure = (path: string): boolean =>
  PURE.some((pattern) => pattern.test(path)) && !ADAPTERS.some((pattern) => pattern.test(path));

/** `object.member` that asks the world for something. */
const BANNED_MEMBERS = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues'];
const BANNED_OBJECTS = ['process', 'console'];
const BANNED_CALLS = ['setTimeout', 'setInterval', 'setImmediate', 'fetch'];
/** Built-in modules that only compute. */
const PURE_BUILTINS = ['node:crypto', 'node:buffer', 'node:util', 'node:path', 'node:zlib'];

const PURE_CURE = 'This file is pure: take the time, the number or the id as an argument';

const worldUse = nodeRule(PURE_CURE, (node) => {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments ?? []).length === 0)
    return '`new Date()`';
  if (ts.isCallExpression(node) && BANNED_CALLS.some((name) => isNamed(node.expression, name)))
    return `a call of ${node.expression.getText()}`;
  return bannedMember(node);
});

const builtins = nodeRule('This file is pure: let the caller read and write', (node) => {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return null;
  const name = node.moduleSpecifier.text;
  return name.startsWith('node:') && !PURE_BUILTINS.includes(name) ? `an import of ${name}` : null;
});

const waiting = nodeRule('An actor is told outcomes as messages: return an effect instead', (node) => {
  if (ts.isAwaitExpression(node)) return 'an `await`';
  return node.kind === ts.SyntaxKind.AsyncKeyword ? 'an `async` function' : null;
});

export const pureFiles: Rule = (source) => (isPure(source.path) ? [...worldUse(source), ...builtins(source)] : []);

export const actorsNeverWait: Rule = (source) => (source.path.startsWith('src/actors/') ? waiting(source) : []);

/** Only one place reads the environment, only one place ends the program, and nothing prints past the renderer. */
export const ownedByOne: Rule = (source) => {
  if (!source.path.startsWith('src/')) return [];
  return nodeRule(
    'Settings come from src/config; src/cli/main.ts ends the program; printing is for src/cli/render',
    (node) => {
      if (isMember(node, 'process', 'env') && !source.path.startsWith('src/config/')) return '`process.env`';
      if (isMember(node, 'process', 'exit') && source.path !== 'src/cli/main.ts') return '`process.exit`';
      return ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'console') ? '`console`' : null;
    },
  )(source);
};

function bannedMember(node: ts.Node): string | null {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const object = node.expression.text;
  const member = `${object}.${node.name.text}`;
  return BANNED_OBJECTS.includes(object) || BANNED_MEMBERS.includes(member) ? `\`${member}\`` : null;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

const isMember = (node: ts.Node, object: string, member: string): boolean =>
  ts.isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === member;
