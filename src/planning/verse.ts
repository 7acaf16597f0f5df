import type { Passage } from '../books/book.js';
import { MAX_UTTERANCE_CHARACTERS, speechSize } from '../speech/speech-engine.js';

/**
 * Lines of verse that are said in one breath. Spoken one by one every line falls as if it ended a sentence; so lines
 * go together up to the end of their sentence, as many as one model call can say, and the line break is heard as a comma:
 * a Piper voice pauses 0.38–0.43 s there, as long as between lines.
 */

/** A sentence shorter than this goes on into the next line: alone it sounds clipped. */
const MIN_BREATH_CHARACTERS = 30;

const ENDS_SENTENCE = /[.!?…;:。！？]["'”’»)\]」』]*$/u;

/** The passages, lines of one breath made into one with a line break between them. */
export function breathsOf(passages: readonly Passage[]): readonly Passage[] {
  const breaths: Passage[] = [];
  for (const passage of passages) {
    const open = breaths.at(-1);
    if (open !== undefined && goesOn(open, passage)) breaths[breaths.length - 1] = joined(open, passage);
    else breaths.push(passage);
  }
  return breaths;
}

function goesOn(open: Passage, line: Passage): boolean {
  if (open.kind !== 'verse' || line.kind !== 'verse' || open.endsStanza === true) return false;
  if (open.language !== line.language || open.runs !== undefined || line.runs !== undefined) return false;
  const size = speechSize(open.text);
  if (size + speechSize(line.text) + 2 > MAX_UTTERANCE_CHARACTERS) return false;
  return size < MIN_BREATH_CHARACTERS || !ENDS_SENTENCE.test(open.text.trimEnd());
}

const joined = (open: Passage, line: Passage): Passage => ({ ...line, text: `${open.text}\n${line.text}` });

/** Characters of a line so short that a sentence only runs down the page over it: `said to a / mouse, That he / met`. */
const RUNS_ON = /(?<=(?:^|\n)[^\n]{1,14})[^\S\n]*\n\s*(?=\p{Ll})/gu;

/** A line break as a voice hears it: a comma, unless the line ends with a mark or is no line of verse. */
export const asOneLine = (text: string): string =>
  text
    .replace(RUNS_ON, ' ')
    .replace(/([\p{L}\p{N}][’'”"»)]?)[^\S\n]*\n\s*/gu, '$1, ')
    .replace(/\s*\n\s*/gu, ' ');
