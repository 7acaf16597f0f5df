/** Parts of a book that a listener may want or not; the words of `--include` and `--exclude`. */
export const PARTS = [
  /** Title page, half title, copyright page and what else stands before the text and is not read by default. */
  'front',
  /** Preface, introduction, dedication: read by default. */
  'preface',
  /** Appendix, bibliography, glossary, afterword: read by default. */
  'back',
  'contents',
  'index',
  'notes',
  'tables',
  'captions',
  'images',
  'code',
  'stage-directions',
  'licence',
] as const;
export type Part = (typeof PARTS)[number];

/** Where notes are said: nowhere, after the sentence that has their mark, or at the end of its chapter. */
export const NOTE_PLACES = ['skip', 'inline', 'end'] as const;
export type NotePlace = (typeof NOTE_PLACES)[number];

/** What a listener wants of a book beside the rules of a careful narrator. */
export interface ReadingChoice {
  /** Read although it is left out by default. */
  readonly include: readonly Part[];
  /** Left out although it is read by default; wins over `include`. */
  readonly exclude: readonly Part[];
  readonly notes: NotePlace;
}

/** Left out unless they are asked for. */
const OUT_BY_DEFAULT: ReadonlySet<Part> = new Set<Part>([
  'front',
  'contents',
  'index',
  'notes',
  'images',
  'code',
  'licence',
]);

export const NARRATORS_CHOICE: ReadingChoice = { include: [], exclude: [], notes: 'skip' };

/** Whether a part is read under this choice. */
export function isRead(part: Part, choice: ReadingChoice): boolean {
  if (choice.exclude.includes(part)) return false;
  if (part === 'notes') return choice.notes !== 'skip' || choice.include.includes('notes');
  return choice.include.includes(part) || !OUT_BY_DEFAULT.has(part);
}

/** `--include notes` alone says them at the end of the chapter. */
export const notePlaceOf = (choice: ReadingChoice): NotePlace =>
  !isRead('notes', choice) ? 'skip' : choice.notes === 'skip' ? 'end' : choice.notes;
