import ts from 'typescript';

/** One broken house rule: where, what, and how to mend it. */
export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly what: string;
  readonly cure: string;
}

/** A parsed file; `path` is relative to the project, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Every node, parents before children. */
  readonly nodes: readonly ts.Node[];
}

/** Looks at one file. */
export type Rule = (source: Source) => readonly Finding[];

export function parse(path: string, text: string): Source {
  const kind = path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind);
  const nodes: ts.Node[] = [];
  collect(tree, nodes);
  return { path, text, tree, nodes };
}

export function findingAt(source: Source, node: ts.Node, what: string, cure: string): Finding {
  return { file: source.path, line: lineOf(source, node.getStart(source.tree)), what, cure };
}

/** @param position offset in the text @returns from 1 */
export const lineOf = (source: Source, position: number): number =>
  source.tree.getLineAndCharacterOfPosition(position).line + 1;

function collect(node: ts.Node, nodes: ts.Node[]): void {
  nodes.push(node);
  ts.forEachChild(node, (child) => collect(child, nodes));
}

/** A rule that looks at each node by itself: says what is wrong with it, or null. */
export function nodeRule(cure: string, wrong: (node: ts.Node) => string | null): Rule {
  return (source) =>
    source.nodes.flatMap((node) => {
      const what = wrong(node);
      return what === null ? [] : [findingAt(source, node, what, cure)];
    });
}

export const show = ({ file, line, what, cure }: Finding): string => `${file}:${line} ${what}. ${cure}`;
