import type { Chapter, Passage } from '../books/book.js';
import { wordSayer } from '../speech/lexicon/index.js';
import { plainText } from '../speech/speech-engine.js';
import { contentKey } from './content-key.js';
import { CUT, type CutRank, packed } from './packing.js';
import { passageSpeakers } from './language-parts.js';
import { pauseAfterPassage } from './pauses.js';
import type { PlannedSegment } from './plan.js';
import { type CutUtterance, type SpeakingRules, USUAL_PAUSES, utterancesOf } from './utterances.js';
import { breathsOf } from './verse.js';

/** About 15 s of speech: what a death costs at most, and what a slot is given at a time. */
export const MAX_SEGMENT_CHARACTERS = 225;

/** Says every word as the rules of its language do, with the book's one voice. */
const plainSpeaking = (profile: string): SpeakingRules => ({ sayWords: wordSayer([]), speakerOf: () => profile });

/** Cuts a chapter into work items: whole utterances, in one language and by one voice, as many together as fit. */
export function segmentsOf(
  chapter: Chapter,
  bookLanguage: string,
  profile: string,
  rules: SpeakingRules = plainSpeaking(profile),
): readonly PlannedSegment[] {
  const passages = breathsOf(chapter.passages);
  const speakers = passageSpeakers(passages, chapter.language ?? bookLanguage, profile, rules.speakerOf);
  const utterances = passages.flatMap((passage, index): readonly CutUtterance[] => {
    const own = speakers[index];
    if (passage.kind === 'break' || own === undefined) return [];
    const isTitle = index === 0 && passage.kind === 'heading';
    const pause = pauseAfterPassage(passage, passages[index + 1], isTitle, rules.pauses ?? USUAL_PAUSES);
    return utterancesOf(passage, own, cutBefore(passage, passages[index - 1]), pause, rules);
  });
  return packed(utterances, MAX_SEGMENT_CHARACTERS).map((pack) =>
    plannedSegment(pack, bookLanguage, profile, rules.speed),
  );
}

const cutBefore = (passage: Passage, before: Passage | undefined): CutRank =>
  passage.kind === 'heading' || before?.kind === 'break' ? CUT.scene : CUT.passage;

function plannedSegment(
  pack: readonly CutUtterance[],
  bookLanguage: string,
  profile: string,
  speed: number | undefined,
): PlannedSegment {
  const spoken = pack.map((utterance) => utterance.spoken);
  const { language, speaker } = pack[0] ?? { language: bookLanguage, speaker: profile };
  return {
    key: contentKey(spoken, language, speaker, speed),
    ...(language === bookLanguage ? {} : { language }),
    ...(speaker === profile ? {} : { profile: speaker }),
    characters: spoken.reduce((sum, text) => sum + plainText(text).length, 0),
    utterances: pack.map(({ text, spoken, pauseAfter, paragraph }) => ({
      text,
      spoken,
      pauseAfter,
      ...(paragraph === true ? { paragraph } : {}),
    })),
  };
}
