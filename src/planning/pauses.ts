import { toSamples } from '../audio/clock.js';
import type { Passage } from '../books/book.js';

/**
 * Silence in samples of the 24 kHz clock; each is the whole pause, since clips are trimmed.
 * Defaults from published practice for audiobooks (0.5–1 s before, 1–5 s after a chapter; 0.3 s a sentence).
 */
export const PAUSE = {
  /** Where a sentence too long for one breath is cut between two words. */
  phrase: toSamples(0.08),
  /** As a Piper voice pauses at one inside a call: 0.29–0.43 s; a cut has its own fade besides. */
  comma: toSamples(0.25),
  /** After a semicolon, a colon or a dash; inside a call 0.26–0.35 s. */
  clause: toSamples(0.3),
  sentence: toSamples(0.3),
  line: toSamples(0.45),
  paragraph: toSamples(0.7),
  beforeHeading: toSamples(1.0),
  afterHeading: toSamples(0.8),
  sceneBreak: toSamples(2.0),
  chapterLead: toSamples(0.75),
  afterChapterTitle: toSamples(1.5),
  chapterTail: toSamples(2.0),
} as const;

/** The pause after the last utterance of a passage; `next` is what follows in the chapter. */
export function pauseAfterPassage(passage: Passage, next: Passage | undefined, isChapterTitle: boolean): number {
  if (next?.kind === 'break') return PAUSE.sceneBreak;
  if (passage.kind === 'heading') return isChapterTitle ? PAUSE.afterChapterTitle : PAUSE.afterHeading;
  if (next?.kind === 'heading') return PAUSE.beforeHeading;
  if (passage.endsStanza === true) return PAUSE.paragraph;
  const isLine = (kind: Passage['kind'] | undefined): boolean => kind === 'verse' || kind === 'list-item';
  return isLine(passage.kind) && isLine(next?.kind) ? PAUSE.line : PAUSE.paragraph;
}

/** What may stand between the mark and the cut. */
const CLOSING = `["'”’»)\\]」』）]*$`;
const PAUSES_BY_MARK: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`[.!?…。！？]${CLOSING}`, 'u'), PAUSE.sentence],
  [new RegExp(`[;:；：—–-]${CLOSING}`, 'u'), PAUSE.clause],
  [new RegExp(`[,،、，]${CLOSING}`, 'u'), PAUSE.comma],
];

/** The pause where a long sentence is cut: by the mark there. */
export const pauseAtCut = (spoken: string): number =>
  PAUSES_BY_MARK.find(([mark]) => mark.test(spoken))?.[1] ?? PAUSE.phrase;
