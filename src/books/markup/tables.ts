import type { Block } from '../manuscript.js';
import { type Attributes, words } from './attributes.js';
import { countLetters } from './characters.js';
import { joinBlocks, withPrefix } from './join-blocks.js';

/** Characters; a cell with more is a text that a table only places. */
const LONGEST_DATUM = 160;
/** Characters of a name that may stand before a speech. */
const LONGEST_NAME = 40;
/** Columns whose headers a listener can keep in mind, and characters of one header. */
const MOST_HEADERS = 8;
const LONGEST_HEADER = 50;
/** Share of a row inside links from which it is a line of contents. */
const MOSTLY_LINK = 0.5;
/** Share of speeches from which a table of two columns is a play. */
const MOSTLY_SPEECH = 0.6;
/** `HAMLET.`, `First Clown:` */
const NAMES_SPEAKER = /^[\p{Lu}\d][^\n]{0,38}[.:]$|^\p{Lu}[\p{Lu}\s.’'-]+$/u;

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly header: boolean;
  readonly persona: boolean;
  readonly from: number;
  to: number | null;
}

/** A cell with what is in it; never empty. */
interface FilledCell extends Cell {
  readonly blocks: readonly [Block, ...Block[]];
}

/** A table whose end is not reached yet: where its cells lie among the blocks. */
export class OpenTable {
  readonly #cells: Cell[] = [];
  #row = 0;
  #column = 0;
  #inHead = false;
  /** Holds another table, or says that it is one only for its looks. */
  isLayout: boolean;
  #spansRows = false;

  constructor(
    attributes: Attributes,
    /** Index of the first block after it opened. */
    readonly start: number,
    readonly language: string | null,
  ) {
    this.isLayout = words(attributes['role']).some((role) => role === 'presentation' || role === 'none');
  }

  head(inHead: boolean): void {
    this.#inHead = inHead;
  }

  row(at: number): void {
    this.closeCell(at);
    this.#row += 1;
    this.#column = 0;
  }

  openCell(name: string, attributes: Attributes, at: number): void {
    this.closeCell(at);
    this.#cells.push({
      row: this.#row,
      column: this.#column,
      header: name === 'th' || this.#inHead,
      persona: /\bpersona\b/.test(`${attributes['epub:type'] ?? ''} ${attributes['class'] ?? ''}`),
      from: at,
      to: null,
    });
    const span = Number.parseInt(attributes['colspan'] ?? '1', 10);
    this.#column += Number.isFinite(span) && span > 0 ? span : 1;
    if (Number.parseInt(attributes['rowspan'] ?? '1', 10) > 1) this.#spansRows = true;
  }

  closeCell(at: number): void {
    const last = this.#cells.at(-1);
    if (last && last.to === null) last.to = at;
  }

  /**
   * The table closed: its blocks as they are read.
   * @param blocks of the document so far; changed in place
   * @returns letters added: headers said again at every row
   */
  close(blocks: Block[]): number {
    this.closeCell(blocks.length);
    const cells = this.#cells.flatMap((cell) => filled(cell, blocks));
    const columns = new Set(cells.map(({ column }) => column)).size;
    if (this.isLayout || columns < 2 || cells.some(isText)) return this.#asPlay(cells, blocks) ?? 0;
    const play = this.#asPlay(cells, blocks);
    if (play !== null) return play;
    return this.#asData(cells, blocks);
  }

  /** Name and speech of every row as one, or one after the other when the speech is more than one block. */
  #asPlay(cells: readonly FilledCell[], blocks: Block[]): number | null {
    const rows = rowsOf(cells);
    const spoken = new Set(rows.filter((row) => row.length === 2 && isSpeech(row)));
    if (spoken.size === 0 || spoken.size < rows.length * MOSTLY_SPEECH) return null;
    const read = rows.flatMap((row): readonly Block[] => {
      const [name, speech] = row;
      if (name === undefined || speech === undefined || !spoken.has(row)) return row.flatMap((cell) => cell.blocks);
      const said = { ...name.blocks[0], text: withStop(name.blocks[0].text) };
      if (name.blocks.length > 1 || speech.blocks.length > 1) return [said, ...name.blocks.slice(1), ...speech.blocks];
      return [joinBlocks([said, speech.blocks[0]], () => ' ', this.language)];
    });
    this.#replace(blocks, cells, read);
    return 0;
  }

  #asData(cells: readonly FilledCell[], blocks: Block[]): number {
    const rows = rowsOf(cells);
    const isLinks = rows.flat().filter(({ blocks: [block] }) => block.linked >= MOSTLY_LINK).length * 2 >= rows.length;
    const headers = isLinks || this.#spansRows ? null : headersOf(rows);
    const told = headers === null ? rows : rows.slice(1);
    let added = 0;
    const read = told.map((row) => {
      const named = row.map((cell): readonly [Block, ...Block[]] => {
        const header = headers?.get(cell.column);
        if (header === undefined) return cell.blocks;
        const [first, ...others] = cell.blocks;
        added += countLetters(header);
        return [withPrefix(first, `${header}: `), ...others];
      });
      return rowBlock(named, { isNamed: headers !== null, isLinks, language: this.language });
    });
    for (const header of headers?.values() ?? []) added -= countLetters(header);
    const anchors =
      headers === null ? [] : (rows[0] ?? []).flatMap((cell) => cell.blocks.flatMap((each) => each.anchors));
    const [first, ...others] = read;
    if (first === undefined) return 0;
    this.#replace(blocks, cells, [{ ...first, anchors: [...anchors, ...first.anchors] }, ...others]);
    return added;
  }

  /** What stands in the table outside of its cells (a caption, a scene break) stays before them. */
  #replace(blocks: Block[], cells: readonly FilledCell[], read: readonly Block[]): void {
    const inCells = new Set(cells.flatMap((cell) => cell.blocks));
    const all = blocks.splice(this.start);
    const isData = read.some((block) => block.inset === 'table');
    const outside = all
      .filter((block) => !inCells.has(block) && block.kind !== 'break')
      .map((block) => (isData ? { ...block, inset: block.inset ?? ('table' as const) } : block));
    for (const block of [...outside, ...read]) blocks.push(block);
  }
}

function filled(cell: Cell, blocks: readonly Block[]): readonly FilledCell[] {
  const [first, ...others] = blocks.slice(cell.from, cell.to ?? blocks.length).filter(({ kind }) => kind !== 'break');
  return first === undefined ? [] : [{ ...cell, blocks: [first, ...others] }];
}

/** More than a datum: several blocks, a heading, a long text. */
const isText = ({ blocks: [first, ...others] }: FilledCell): boolean =>
  others.length > 1 ||
  [first, ...others].some(({ kind, text }) => kind === 'heading' || kind === 'verse' || text.length > LONGEST_DATUM);

function rowsOf(cells: readonly FilledCell[]): readonly (readonly FilledCell[])[] {
  const rows = new Map<number, FilledCell[]>();
  for (const cell of cells) {
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return [...rows.values()];
}

/** A name, and more than one word said. */
function isSpeech([name, speech]: readonly FilledCell[]): boolean {
  const text = name?.blocks[0].text ?? '';
  if (name?.blocks.length !== 1 || text.length > LONGEST_NAME) return false;
  const says = (speech?.blocks.length ?? 0) > 1 || /\p{L}\P{L}+\p{L}/u.test(speech?.blocks[0].text ?? '');
  return name.persona || (says && NAMES_SPEAKER.test(text));
}

const withStop = (name: string): string => (/\p{P}$/u.test(name) ? name : `${name}.`);

/** The first row by column, when all of it is headers and another row follows. */
function headersOf(rows: readonly (readonly FilledCell[])[]): ReadonlyMap<number, string> | null {
  const [first, second] = rows;
  if (first === undefined || second === undefined || first.length > MOST_HEADERS) return null;
  const areHeaders = first.length > 1 && first.every(({ header, blocks }) => header && blocks.length === 1);
  const isShort = first.every(({ blocks: [block] }) => block.text.length <= LONGEST_HEADER);
  const columns = new Set(rows.slice(1).flatMap((row) => row.map(({ column }) => column)));
  const covers = first.every(({ column }) => columns.has(column));
  if (!areHeaders || !isShort || !covers || first.some(({ blocks: [block] }) => block.noteLinks.length > 0))
    return null;
  return new Map(first.map(({ column, blocks: [block] }) => [column, block.text.replace(/[\s.:]+$/, '')]));
}

/** `Year: 1850. Ships: 12.` with headers, `1850, 12` without; a number and its unit belong together. */
function rowBlock(
  row: readonly (readonly [Block, ...Block[]])[],
  told: { readonly isNamed: boolean; readonly isLinks: boolean; readonly language: string | null },
): Block {
  const [first, ...others] = row.flat();
  if (first === undefined) throw new Error('a row of a table has no cell');
  const between = (left: string, right: string): string => {
    if (/\p{P}$/u.test(left) || (/\d$/.test(left) && /^\p{Ll}/u.test(right))) return ' ';
    return told.isNamed ? '. ' : ', ';
  };
  const joined = joinBlocks([first, ...others], between, told.language);
  const text = told.isNamed && !/\p{P}$/u.test(joined.text) ? `${joined.text}.` : joined.text;
  const inset = joined.inset ?? (told.isLinks ? null : ('table' as const));
  return { ...joined, text, kind: told.isNamed ? 'list-item' : joined.kind, level: 0, inset };
}
