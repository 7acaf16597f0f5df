import type { Settings } from '../config/index.js';
import { type PlannedBook, type Reading, settledPace, USUAL_PACE } from '../planning/index.js';
import type { BookBytes } from './book-file.js';
import { type OtherLanguage, shownLanguages } from './language-voices/shown.js';
import { voiceWishes } from './language-voices/wishes.js';
import { wordUseDocument } from './lexicon/words-used.js';
import { type LocalPlan, planLocally } from './local-plan.js';
import type { OrderSurroundings } from './surroundings.js';
import { sendingNotes, sendingSpeaker } from './sending.js';
import type { LanguageVoiceWishes, LocalReadingWishes } from './wishes.js';

/** What is said of a plan besides the plan. */
export interface PlanRemarks {
  readonly languages: readonly OtherLanguage[];
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

/**
 * A book as it is looked at before it is ordered: cut where another voice would begin. Throws what `planLocally` and
 * `voiceWishes` throw.
 */
export async function lookAtBook(
  file: BookBytes,
  wishes: LocalReadingWishes & LanguageVoiceWishes,
  here: OrderSurroundings,
): Promise<LocalPlan> {
  const cutFor = voiceWishes(wishes).map(({ language, voice }) => ({ language, profile: voice }));
  return planLocally(file, wishes, here, cutFor);
}

/** Who would speak its other languages, and who would be sent its text. Throws what `wishesInBook` throws. */
export async function planRemarks(
  { planned, notes: ofReading }: Pick<LocalPlan, 'planned' | 'notes'>,
  wishes: LanguageVoiceWishes,
  settings: Settings,
): Promise<PlanRemarks> {
  const { languages, notes: ofVoices } = await shownLanguages(wishes, planned, settings);
  const sending = sendingNotes(await sendingSpeaker(settings), planned, settings);
  return { languages, notes: [...ofReading, ...ofVoices, ...sending] };
}

/** The part of a plan that programs are told. */
interface Documented extends Pick<LocalPlan, 'words'> {
  readonly planned: Pick<PlannedBook, 'plan'>;
  readonly reading: Pick<Reading, 'choice' | 'pace'>;
}

/** What `plan --json` prints and the API answers with; part of the contract with programs. */
export function planDocument({ planned: { plan }, reading, words }: Documented, { languages, notes }: PlanRemarks) {
  const { title, authors, language } = plan.book;
  const { include, exclude, notes: notePlace } = reading.choice;
  return {
    book: { title, authors, language },
    reading: { include, exclude, notes: notePlace },
    pace: settledPace(reading.pace ?? USUAL_PACE),
    chapters: plan.chapters.map(chapterDocument),
    leftOut: plan.leftOut.map(({ what, why, characters }) => ({ what, why, characters })),
    warnings: [...plan.warnings, ...notes],
    lexicon: wordUseDocument(words),
    otherLanguages: languages.map(languageDocument),
  };
}

export type PlanDocument = ReturnType<typeof planDocument>;

const chapterDocument = ({ n, title, kind, words, characters, seconds }: PlannedBook['plan']['chapters'][number]) => ({
  n,
  title,
  kind,
  words,
  characters,
  seconds,
});

const languageDocument = ({ language, words, chapters, voice }: OtherLanguage) => ({
  language,
  words,
  chapters,
  voice,
});
