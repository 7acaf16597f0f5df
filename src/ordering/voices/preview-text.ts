import { CODES, EXIT, UserError } from '../../core/index.js';
import type { ChapterPlan, PlannedUtterance } from '../../planning/index.js';
import type { BookBytes } from '../book-file.js';
import { planLocally } from '../local-plan.js';
import type { OrderSurroundings } from '../surroundings.js';
import { shownLanguage } from '../words/languages.js';
import type { LocalReadingWishes } from '../wishes.js';
import { loadPlanner } from '../wiring.js';

/** A stretch of a book that is shorter tells little of a voice: a heading, a line of dialogue. */
const LEAST_CHARACTERS = 100;

/** Said when nobody gave a text; digits are said in every other language. */
const SAMPLES: Readonly<Record<string, string>> = {
  en: 'The rain had stopped by morning. From the kitchen came the smell of bread, and nobody was in a hurry.',
  de: 'Am Morgen hatte der Regen aufgehört. Aus der Küche roch es nach Brot, und niemand hatte es eilig.',
  fr: 'Au matin, la pluie avait cessé. De la cuisine venait une odeur de pain, et personne n’était pressé.',
  es: 'Por la mañana había dejado de llover. De la cocina llegaba el olor del pan, y nadie tenía prisa.',
  it: 'Al mattino la pioggia era finita. Dalla cucina veniva l’odore del pane, e nessuno aveva fretta.',
};
const ANY_LANGUAGE = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';

export interface PreviewText {
  readonly utterances: readonly PlannedUtterance[];
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

/** A text as a book would be read, or a sample sentence. @param language of the voice */
export async function previewOfText(text: string | undefined, language: string): Promise<PreviewText> {
  const { planText } = await loadPlanner();
  const said = text ?? SAMPLES[language.split('-')[0] ?? ''] ?? ANY_LANGUAGE;
  const utterances = planText(said, language);
  if (utterances.length > 0) return { utterances, notes: [] };
  throw new UserError(
    {
      code: CODES.usage,
      what: `There is nothing to say in "${said}".`,
      why: 'It has no letter and no digit.',
      fix: 'e2a voices preview NAME "A sentence."',
    },
    EXIT.usage,
  );
}

/** A few sentences of somebody's own book, planned as `convert` plans it. Throws UserErrors as `plan` does. */
export async function previewOfBook(
  file: BookBytes,
  reading: LocalReadingWishes,
  language: string,
  here: OrderSurroundings,
): Promise<PreviewText> {
  const { planned, notes } = await planLocally(file, reading, here);
  const { chapters } = planned.plan;
  const chosen = chapters.find(({ kind }) => kind === 'chapter') ?? chapters[0];
  const plan = chosen === undefined ? undefined : planned.chapterPlans.get(chosen.plan);
  const spokenIn = planned.plan.book.language;
  const isForeign = spokenIn.split('-')[0] !== language.split('-')[0] && language !== 'mul';
  const foreign = `The book is in ${shownLanguage(spokenIn)}, and this is a voice for ${shownLanguage(language)}.`;
  return {
    utterances: plan === undefined ? [] : stretchOf(plan),
    notes: [...notes, ...(isForeign ? [foreign] : [])],
  };
}

/** The first segment that is long enough, else the longest there is. */
function stretchOf({ segments }: ChapterPlan): readonly PlannedUtterance[] {
  const longest = segments.toSorted((a, b) => b.characters - a.characters)[0];
  return (segments.find(({ characters }) => characters >= LEAST_CHARACTERS) ?? longest)?.utterances ?? [];
}
