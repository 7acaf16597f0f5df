import type { Chapter, Passage } from '../book.js';
import { joinTitles } from './labels.js';
import { numbered } from './titles.js';

/** Characters; a text without any structure that is longer would leave a listener nothing to find a place by. */
const MAX_CHARACTERS = 200_000;
/** Characters of a piece: about an hour. */
const PIECE = 60_000;
/** From this share of a piece on a scene break ends it; without one the next paragraph after the whole does. */
const EARLIEST = 0.8;

interface Setting {
  readonly bookTitle: string;
  readonly language: string;
}

/** Chapters that only files or nothing at all divide, in pieces at paragraph ends: `Part 1`, `Part 2`. */
export function splitLong(chapters: readonly Chapter[], { bookTitle, language }: Setting): readonly Chapter[] {
  return chapters.flatMap((chapter) => {
    if (lengthOf(chapter.passages) <= MAX_CHARACTERS) return [chapter];
    return pieces(chapter.passages).map((passages, i) => {
      const part = numbered('part', i + 1, language);
      return { ...chapter, title: chapter.title === bookTitle ? part : joinTitles([chapter.title, part]), passages };
    });
  });
}

const lengthOf = (passages: readonly Passage[]): number => passages.reduce((sum, { text }) => sum + text.length, 0);

function pieces(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const done: Passage[][] = [];
  let open: Passage[] = [];
  let length = 0;
  let left = lengthOf(passages);
  for (const passage of passages) {
    const isEnd = length >= PIECE || (length >= PIECE * EARLIEST && passage.kind === 'break');
    if (isEnd && left >= PIECE * (1 - EARLIEST) && passage.kind !== 'verse') {
      done.push(open);
      [open, length] = [[], 0];
    }
    left -= passage.text.length;
    if (open.length === 0 && passage.kind === 'break') continue;
    open.push(passage);
    length += passage.text.length;
  }
  return [...done, open].filter((piece) => piece.length > 0);
}
