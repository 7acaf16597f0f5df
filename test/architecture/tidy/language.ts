import ts from 'typescript';
import { type Finding, lineOf, nodeRule, type Rule, type Source } from './finding.js';

export const noAny = nodeRule('Use unknown and look at it, or name the type', (node) =>
  node.kind === ts.SyntaxKind.AnyKeyword ? '`any`' : null,
);

export const noNonNull = nodeRule('Look whether it is there and say what happens when it is not', (node) => {
  if (ts.isNonNullExpression(node)) return 'a non-null `!`';
  const definite = ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
  return definite && node.exclamationToken !== undefined ? 'a definite-assignment `!`' : null;
});

export const noDefaultExport = nodeRule('Export it by its name', (node) => {
  if (ts.isExportAssignment(node)) return 'a default export';
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'a default export';
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword) ? 'a default export' : null;
});

export const noEnum = nodeRule('Use a union of string literals', (node) =>
  ts.isEnumDeclaration(node) ? 'an enum' : null,
);

export const noModuleState = nodeRule('Pass the state in, or keep it in what a function returns', (node) => {
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(node.parent)) return null;
  return (node.declarationList.flags & ts.NodeFlags.Const) === 0 ? 'a module-level `let`' : null;
});

/** In comments only: a book may well say it in a string. */
export const noPromises: Rule = (source) =>
  commentsOf(source).flatMap(({ text, line }) => {
    const word = /\b(TODO|FIXME|XXX|HACK)\b/.exec(text)?.[1];
    if (word === undefined) return [];
    return [{ file: source.path, line, what: `a ${word}`, cure: 'Do it now, or file an issue and take the note away' }];
  });

export const noSilencedTypes: Rule = (source) =>
  commentsOf(source).flatMap(({ text, line }) => {
    const word = /@ts-(ignore|nocheck|expect-error)/.exec(text)?.[0];
    return word === undefined ? [] : [{ file: source.path, line, what: word, cure: 'Say the right type' }];
  });

function commentsOf(source: Source): { text: string; line: number }[] {
  const found = new Map<number, { text: string; line: number }>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) {
      found.set(pos, { text: source.text.slice(pos, end), line: lineOf(source, pos) });
    }
  };
  for (const node of source.nodes) {
    add(ts.getLeadingCommentRanges(source.text, node.getFullStart()));
    add(ts.getTrailingCommentRanges(source.text, node.getEnd()));
  }
  return [...found.values()];
}

const BANNED_WORDS = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc'];

export const fileName: Rule = ({ path }) => {
  const words = path.split('/').flatMap((part) => part.toLowerCase().split(/[-._]/));
  const bad = words.find((word) => BANNED_WORDS.includes(word));
  if (bad === undefined) return [];
  const finding: Finding = {
    file: path,
    line: 1,
    what: `a file called "${bad}"`,
    cure: 'Name it after the one thing it does',
  };
  return [finding];
};
