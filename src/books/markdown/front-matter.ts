/** Lines of front matter that are looked at; no book needs more. */
const MAX_LINES = 200;
const FENCES: ReadonlyMap<string, readonly string[]> = new Map([
  ['---', ['---', '...']],
  ['+++', ['+++']],
]);

export interface FrontMatter {
  /** Keys in lower case. A list has several values. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What stands after it. */
  readonly text: string;
}

/**
 * The block of `key: value` (YAML) or `key = value` (TOML) lines at the start of a file, and pandoc's `% title` lines.
 * Only plain values and plain lists are understood; anything else is passed over.
 */
export function takeFrontMatter(source: string): FrontMatter {
  const lines = source.split('\n', MAX_LINES + 1).map((line) => line.trimEnd());
  const ends = FENCES.get(lines[0] ?? '');
  if (ends === undefined) return titleBlock(source, lines);
  const end = lines.findIndex((line, i) => i > 0 && ends.includes(line));
  const inside = lines.slice(1, end);
  // A line between two rules is no front matter when it says no `key:`.
  if (end < 0 || !inside.some((line) => KEY.test(line))) return { values: new Map(), text: source };
  return { values: valuesOf(inside), text: afterLines(source, end + 1) };
}

const KEY = /^["']?([\w-]+)["']?\s*[:=]\s*(.*)$/;
const ITEM = /^\s+(?:-\s+)?(.+)$|^-\s+(.+)$/;

function valuesOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const key = KEY.exec(line);
    const item = ITEM.exec(line);
    if (key !== null) {
      current = plainValues(key[2] ?? '');
      values.set((key[1] ?? '').toLowerCase(), current);
    } else if (item !== null) {
      current.push(...plainValues((item[1] ?? item[2] ?? '').replace(/^(?:name|text|type|role)\s*:\s*/i, '')));
    }
  }
  return values;
}

function plainValues(value: string): string[] {
  const list = /^\[(.*)\]$/.exec(value.trim());
  const parts = list === null ? [value] : (list[1] ?? '').split(',');
  return parts
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((part) => part !== '' && !/^[|>][+-]?$/.test(part));
}

/** `% Title`, `% Author; Author`, `% Date` as pandoc writes them. */
function titleBlock(source: string, lines: readonly string[]): FrontMatter {
  const end = lines.findIndex((line) => !line.startsWith('%'));
  if (end <= 0) return { values: new Map(), text: source };
  const [title = '', authors = '', date = ''] = lines.slice(0, end).map((line) => line.slice(1).trim());
  const values = new Map([
    ['title', [title]],
    ['author', authors.split(';').map((author) => author.trim())],
    ['date', [date]],
  ]);
  return { values, text: afterLines(source, end) };
}

function afterLines(source: string, count: number): string {
  let at = 0;
  for (let i = 0; i < count && at >= 0; i++) at = source.indexOf('\n', at) + 1 || source.length;
  return source.slice(at);
}
