import type { Chapter, Passage } from '../books/book.js';
import { contentKey } from './content-key.js';
import { pauseAfterPassage } from './pauses.js';
import { type WordSayer, wordSayer } from '../speech/lexicon/index.js';
import { plainText } from '../speech/speech-engine.js';
import type { PlannedSegment } from './plan.js';
import { type CutUtterance, utterancesOf } from './utterances.js';

/** About 15 s of speech: what a death costs at most, and what a slot is given at a time. */
const MAX_SEGMENT_CHARACTERS = 225;
/** A passage this long has segments of its own, so that an edit before it cannot move it to other segments. */
const ANCHOR_CHARACTERS = 120;

interface Run {
  readonly language: string;
  readonly utterances: readonly CutUtterance[];
}

/** Cuts a chapter into work items: whole utterances, short passages together, long ones by themselves. */
export function segmentsOf(
  chapter: Chapter,
  bookLanguage: string,
  profile: string,
  sayWords: WordSayer = wordSayer([]),
): readonly PlannedSegment[] {
  const runs = chapter.passages.flatMap((passage, index): readonly Run[] => {
    if (passage.kind === 'break') return [];
    const language = passage.language ?? bookLanguage;
    const isTitle = index === 0 && passage.kind === 'heading';
    const utterances = utterancesOf(
      passage,
      language,
      pauseAfterPassage(passage, nextPassage(chapter, index), isTitle),
      sayWords,
    );
    return utterances.length === 0 ? [] : [{ language, utterances }];
  });
  return packRuns(runs).map((run) => plannedSegment(run, profile));
}

const nextPassage = (chapter: Chapter, index: number): Passage | undefined => chapter.passages[index + 1];

function packRuns(runs: readonly Run[]): readonly Run[] {
  const packed: Run[] = [];
  let open: Run | null = null;
  for (const run of runs) {
    const size = sizeOf(run.utterances);
    if (size >= ANCHOR_CHARACTERS) {
      if (open !== null) packed.push(open);
      open = null;
      packed.push(...packUtterances(run));
    } else if (
      open !== null &&
      open.language === run.language &&
      sizeOf(open.utterances) + size <= MAX_SEGMENT_CHARACTERS
    ) {
      open = { language: open.language, utterances: [...open.utterances, ...run.utterances] };
    } else {
      if (open !== null) packed.push(open);
      open = run;
    }
  }
  return open === null ? packed : [...packed, open];
}

/** A long passage: its utterances, as many together as fit. */
function packUtterances(run: Run): readonly Run[] {
  const packed: CutUtterance[][] = [];
  for (const utterance of run.utterances) {
    const open = packed.at(-1);
    if (open !== undefined && sizeOf(open) + utterance.size <= MAX_SEGMENT_CHARACTERS) open.push(utterance);
    else packed.push([utterance]);
  }
  return packed.map((utterances) => ({ language: run.language, utterances }));
}

function plannedSegment(run: Run, profile: string): PlannedSegment {
  const spoken = run.utterances.map((utterance) => utterance.spoken);
  return {
    key: contentKey(spoken, run.language, profile),
    characters: spoken.reduce((sum, text) => sum + plainText(text).length, 0),
    utterances: run.utterances.map(({ size: _size, ...utterance }) => utterance),
  };
}

const sizeOf = (utterances: readonly CutUtterance[]): number =>
  utterances.reduce((sum, utterance) => sum + utterance.size, 0);
