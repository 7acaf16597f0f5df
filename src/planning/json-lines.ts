import type { Json } from '../core/index.js';

/** JSON with the places of its values, so that a person who edits it by hand is told where a mistake is. */
export type JsonReading =
  | {
      readonly ok: true;
      readonly value: Json;
      /** From 1: where the value at this path begins; of a path that is not there, where its nearest parent does. */
      readonly lineOf: (path: readonly PropertyKey[]) => number;
    }
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Nested deeper than any file of ours. */
const MOST_DEPTH = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_$]+/uy;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** Marks of typographers, which editors put in the place of straight ones. */
const CURLY = /[‘’“”„«»']/u;

export function readJsonWithLines(text: string): JsonReading {
  const reader = new JsonReader(text);
  try {
    const value = reader.document();
    return { ok: true, value, lineOf: (path) => lineAt(text, reader.placeOf(path)) };
  } catch (error) {
    if (error instanceof Misread) return { ok: false, line: lineAt(text, error.at), why: error.message };
    throw error;
  }
}

class Misread extends Error {
  constructor(
    readonly at: number,
    why: string,
  ) {
    super(why);
  }
}

class JsonReader {
  private at = 0;
  private readonly places = new Map<string, number>();

  constructor(private readonly text: string) {
    // Some editors begin a file with a byte order mark.
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  document(): Json {
    const value = this.value([]);
    this.blanks();
    if (this.at < this.text.length) throw new Misread(this.at, 'the file goes on after its last bracket');
    return value;
  }

  placeOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const place = this.places.get(keyOf(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return 0;
  }

  private value(path: readonly PropertyKey[]): Json {
    this.blanks();
    if (path.length > MOST_DEPTH) throw new Misread(this.at, 'it is nested too deeply');
    this.places.set(keyOf(path), this.at);
    const first = this.text[this.at];
    if (first === '{') return this.object(path);
    if (first === '[') return this.array(path);
    return first === '"' ? this.string() : this.scalar();
  }

  private object(path: readonly PropertyKey[]): Json {
    const entries = new Map<string, Json>();
    this.members('}', () => {
      const start = this.at;
      if (this.text[start] !== '"') throw this.wrong('a name in straight double quotes');
      const key = this.string();
      if (entries.has(key)) throw new Misread(start, `"${key}" is there twice`);
      this.blanks();
      if (this.text[this.at] !== ':') throw this.wrong(`a : after "${key}"`);
      this.at += 1;
      entries.set(key, this.value([...path, key]));
    });
    return Object.fromEntries(entries);
  }

  private array(path: readonly PropertyKey[]): Json {
    const items: Json[] = [];
    this.members(']', () => items.push(this.value([...path, items.length])));
    return items;
  }

  /** What stands between an opening bracket and `end`, with commas between. */
  private members(end: '}' | ']', member: () => void): void {
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      member();
      this.blanks();
      const next = this.text[this.at];
      if (next !== ',' && next !== end) throw this.wrong(`a comma or ${end}`);
      const mark = this.at;
      this.at += 1;
      if (next === end) return;
      this.blanks();
      if (this.text[this.at] === end) throw new Misread(mark, `there is a comma too many before ${end}`);
    }
  }

  private string(): string {
    const start = this.at;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at];
      if (character === '\\') this.at += 1;
      else if (character === '"') {
        this.at += 1;
        return this.unescaped(start);
      } else if (character === '\n' || character === '\r')
        throw new Misread(start, 'a text does not end on its line; a new line in it is written \\n');
    }
    throw new Misread(start, 'a text is not closed by "');
  }

  private unescaped(start: number): string {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      throw new Misread(start, 'a text has a \\ or a tab that JSON does not allow; write \\\\ or \\t');
    }
  }

  private scalar(): Json {
    const word = this.match(WORD);
    if (word !== null && WORDS.has(word)) return WORDS.get(word) ?? null;
    if (word !== null) {
      this.at -= word.length;
      throw this.wrong('true, false, a number or a text in straight double quotes');
    }
    const digits = this.match(NUMBER);
    if (digits === null) throw this.wrong('a value');
    return Number(digits);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    this.at += found?.length ?? 0;
    return found;
  }

  private blanks(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? '-')) this.at += 1;
  }

  private wrong(expected: string): Misread {
    const there = this.text[this.at];
    if (there === undefined) return new Misread(this.at, `the file ends where ${expected} is expected`);
    const hint = CURLY.test(there) ? ' (texts stand in straight double quotes)' : '';
    return new Misread(this.at, `${there} stands where ${expected} is expected${hint}`);
  }
}

const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('\n');

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
