import type { DropReason, PassageKind } from '../book.js';
import type { Section } from '../manuscript.js';
import type { OpenList } from './lists.js';
import type { MarkedRun } from './markers.js';
import type { OpenTable } from './tables.js';

/** Open elements deeper than this keep what the deepest frame says; real books nest to about 30. */
const MAX_NESTING = 256;

/** What holds for the text inside an open element. */
export interface Context {
  readonly drop: DropReason | null;
  readonly region: DropReason | null;
  readonly inset: DropReason | null;
  /** Number of the note it is in; 0 outside. */
  readonly note: number;
  readonly table: OpenTable | null;
  readonly list: OpenList | null;
  readonly section: Section | null;
  readonly language: string | null;
  readonly kind: PassageKind;
  readonly level: number;
  readonly preformatted: boolean;
  readonly code: boolean;
  readonly verse: boolean;
  /** Inside a list or a table. */
  readonly listed: boolean;
  readonly raised: boolean;
  /** Neither spoken nor counted. */
  readonly machinery: boolean;
}

/** An inline element whose text is judged when it closes. */
export type Mark =
  | { readonly type: 'link'; readonly href: string; readonly noteMark: boolean; readonly backLink: boolean }
  | { readonly type: 'raised' }
  | { readonly type: 'reading' }
  | { readonly type: 'drop-cap' };

export interface Frame extends Context {
  readonly name: string;
  readonly isBlock: boolean;
  readonly mark: Mark | null;
  /** Ends where the element closes. */
  readonly run: MarkedRun | null;
  /** Where the block's text stood when it opened: the block's number and its parts. */
  readonly block: number;
  readonly parts: number;
}

/** Field by field: an object spread into another costs V8 more than all the rest that is done for an element. */
export const frameOf = (context: Context, own: Omit<Frame, keyof Context>): Frame => ({
  drop: context.drop,
  region: context.region,
  inset: context.inset,
  note: context.note,
  table: context.table,
  list: context.list,
  section: context.section,
  language: context.language,
  kind: context.kind,
  level: context.level,
  preformatted: context.preformatted,
  code: context.code,
  verse: context.verse,
  listed: context.listed,
  raised: context.raised,
  machinery: context.machinery,
  name: own.name,
  isBlock: own.isBlock,
  mark: own.mark,
  run: own.run,
  block: own.block,
  parts: own.parts,
});

export const ROOT: Frame = {
  name: '',
  isBlock: true,
  mark: null,
  run: null,
  block: 0,
  parts: 0,
  drop: null,
  region: null,
  inset: null,
  note: 0,
  table: null,
  list: null,
  section: null,
  language: null,
  kind: 'paragraph',
  level: 0,
  preformatted: false,
  code: false,
  verse: false,
  listed: false,
  raised: false,
  machinery: false,
};

/** The open elements, without recursion and with a floor under their number. */
export class FrameStack {
  readonly #frames: Frame[] = [ROOT];
  #beyond = 0;

  get top(): Frame {
    return this.#frames.at(-1) ?? ROOT;
  }

  push(frame: Frame): void {
    if (this.#frames.length >= MAX_NESTING) this.#beyond += 1;
    else this.#frames.push(frame);
  }

  /** The frame that closes; null when it was too deep to have one. */
  pop(): Frame | null {
    if (this.#beyond > 0) {
      this.#beyond -= 1;
      return null;
    }
    return this.#frames.length > 1 ? (this.#frames.pop() ?? null) : null;
  }
}
