import type { Passage } from '../books/book.js';
import type { PauseName, Pauses } from './pace.js';

/** The pause after the last utterance of a passage; `next` is what follows in the chapter. */
export function pauseAfterPassage(
  passage: Passage,
  next: Passage | undefined,
  isChapterTitle: boolean,
  pauses: Pauses,
): number {
  if (next?.kind === 'break') return pauses['scene-break'];
  if (passage.kind === 'heading') return isChapterTitle ? pauses['chapter-title'] : pauses['after-heading'];
  if (next?.kind === 'heading') return pauses['before-heading'];
  if (passage.endsStanza === true) return pauses.paragraph;
  const isLine = (kind: Passage['kind'] | undefined): boolean => kind === 'verse' || kind === 'list-item';
  return isLine(passage.kind) && isLine(next?.kind) ? pauses.line : pauses.paragraph;
}

/** What may stand between the mark and the cut. */
const CLOSING = `["'”’»)\\]」』）]*$`;
const PAUSES_BY_MARK: readonly (readonly [RegExp, PauseName])[] = [
  [new RegExp(`[.!?…。！？]${CLOSING}`, 'u'), 'sentence'],
  [new RegExp(`[;:；：—–-]${CLOSING}`, 'u'), 'clause'],
  [new RegExp(`[,،、，]${CLOSING}`, 'u'), 'comma'],
];

/** The pause where a long sentence is cut: by the mark there. */
export const pauseAtCut = (spoken: string, pauses: Pauses): number =>
  pauses[PAUSES_BY_MARK.find(([mark]) => mark.test(spoken))?.[1] ?? 'phrase'];
