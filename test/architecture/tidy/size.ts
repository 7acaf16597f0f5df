import ts from 'typescript';
import { type Finding, findingAt, lineOf, type Rule, type Source } from './finding.js';

/** Lines; a file that says what it is needs about 110. */
export const FILE_LIMIT = 400;
/** Lines, from the first to the closing brace; most need about 10. */
export const FUNCTION_LIMIT = 70;

export const fileSize: Rule = (source) => {
  const lines = linesOf(source);
  if (lines <= FILE_LIMIT) return [];
  const finding: Finding = {
    file: source.path,
    line: FILE_LIMIT,
    what: `the file has ${lines} lines, the limit is ${FILE_LIMIT}`,
    cure: 'Cut it where one concern ends and the next begins',
  };
  return [finding];
};

export const functionSize: Rule = (source) =>
  functionsOf(source)
    .filter(({ lines }) => lines > FUNCTION_LIMIT)
    .map(({ node, lines }) =>
      findingAt(
        source,
        node,
        `a function of ${lines} lines, the limit is ${FUNCTION_LIMIT}`,
        'Name its steps and make each a function',
      ),
    );

export const linesOf = (source: Source): number => source.text.trimEnd().split('\n').length;

/** Every function with a body, with its length in lines. */
export function functionsOf(source: Source): { node: ts.Node; lines: number }[] {
  return source.nodes.filter(isFunctionWithBody).map((node) => ({
    node,
    lines: lineOf(source, node.getEnd()) - lineOf(source, node.getStart(source.tree)) + 1,
  }));
}

const isFunctionWithBody = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isSetAccessor(node)) &&
  node.body !== undefined;
