import { posix } from 'node:path';
import ts from 'typescript';
import { type Finding, findingAt, type Rule, type Source } from './finding.js';

/** A folder's door opens with two paragraphs: what lives here, and what must never come in. */
export const doorComment: Rule = (source) => {
  if (posix.basename(source.path) !== 'index.ts' || paragraphsOf(openingComment(source)) === 2) return [];
  const finding: Finding = {
    file: source.path,
    line: 1,
    what: 'a door without its two paragraphs',
    cure: 'Open with /** what lives here, an empty line, what must never come in */',
  };
  return [finding];
};

function openingComment(source: Source): string {
  const first = ts.getLeadingCommentRanges(source.text, 0)?.[0];
  const text = first === undefined ? '' : source.text.slice(first.pos, first.end);
  return text.startsWith('/**') ? text : '';
}

function paragraphsOf(comment: string): number {
  const lines = comment.replace(/^\/\*\*|\*\/$/g, '').split('\n');
  const text = lines.map((line) => line.replace(/^\s*\*/, '').trim()).join('\n');
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '').length;
}

/**
 * Pure files of the crafts that planning, actors and the command line's light door may name directly: through the door
 * they would bring ffmpeg, engines and readers into every client (.dependency-cruiser.cjs has the same list).
 */
const NAMED_DIRECTLY =
  /^src\/(audio\/(clock|loudness|rendition)|books\/(book|language|reading-choice|sentences)|planning\/(edited-plan|plan-book)|speech\/speech-engine)\.js$/;
const MAY_NAME_THEM = /^src\/(planning|actors|host\/on-demand|host\/reading)\//;

/** A folder that has a door is entered only by it. @param doors folders that have an index.ts */
export const throughDoors =
  (doors: ReadonlySet<string>): Rule =>
  (source) =>
    source.nodes.flatMap((node) => {
      const specifier = relativeImport(node);
      if (specifier === null || !source.path.startsWith('src/')) return [];
      const target = posix.join(posix.dirname(source.path), specifier);
      if (posix.basename(target) === 'index.js') return [];
      if (NAMED_DIRECTLY.test(target) && MAY_NAME_THEM.test(source.path)) return [];
      const closed = foldersOf(target).find((folder) => doors.has(folder) && !source.path.startsWith(`${folder}/`));
      if (closed === undefined) return [];
      return [
        findingAt(
          source,
          node,
          `an import of ${target} past the door`,
          `Import ${closed}/index.js, and export there what is missing`,
        ),
      ];
    });

function relativeImport(node: ts.Node): string | null {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : dynamicImport(node);
  if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return null;
  return specifier.text;
}

const dynamicImport = (node: ts.Node): ts.Node | undefined =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;

/** `src/a/b/c.ts` → `src/a`, `src/a/b`. */
function foldersOf(path: string): string[] {
  const parts = posix.dirname(path).split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/')).slice(1);
}

/** Every room that holds code has a door. */
export function roomsWithoutDoor(paths: readonly string[]): Finding[] {
  const rooms = new Set(
    paths.flatMap(
      (path) => /^src\/(cluster\/[^/]+|[^/]+)\/.+/.exec(path)?.[0].match(/^src\/(cluster\/[^/]+|[^/]+)/)?.[0] ?? [],
    ),
  );
  return [...rooms]
    .filter((room) => room !== 'src/cluster' && !paths.includes(`${room}/index.ts`))
    .map((room) => ({ file: `${room}/index.ts`, line: 1, what: 'a room without a door', cure: 'Write its index.ts' }));
}
