import type { Book, BookReader, Chapter, Cover } from '../books/book.js';
import { CODES, type ChapterId, chapterId, EXIT, UserError } from '../core/index.js';
import { CLOCK_HZ } from '../audio/clock.js';
import { countListed, wordSayer } from '../speech/lexicon/index.js';
import { plainText } from '../speech/speech-engine.js';
import { type EditedChapter, editChapters } from './edit-chapters.js';
import {
  isKin,
  type OtherLanguage,
  otherLanguagesOf,
  otherVoicesOf,
  speakers,
  type SpeakingVoice,
} from './language-voices.js';
import { pausesAt, settledPace, USUAL_PACE } from './pace.js';
import type { BookPlan, ChapterPlan, PlannedChapter } from './plan.js';
import { chapterPlanName } from './plan-name.js';
import type { Reading } from './reading.js';
import { segmentsOf } from './segments.js';
import { selectChapters } from './selection.js';
import type { SpeakingRules } from './utterances.js';
import { countWords, secondsToSay } from './words.js';

export interface PlanRequest {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Profile id that will speak; part of every content key. */
  readonly profile: string;
  /** `1-3,7`, or null for all. */
  readonly chapters: string | null;
  readonly reading: Reading;
  /** Voices for what is in another language: there a passage is cut, elsewhere it is not. Default: none. */
  readonly languageVoices?: readonly SpeakingVoice[] | undefined;
  /** Put before the object names of the chapter plans: `moby-dick-7f3a/`. */
  readonly prefix: string;
}

export interface PlannedBook {
  readonly plan: BookPlan;
  /** By object name; the names stand in `plan.chapters`. */
  readonly chapterPlans: ReadonlyMap<string, ChapterPlan>;
  readonly cover: Cover | null;
  /** How often each word of `reading.lexicon`, in its order, stands in what will be spoken. */
  readonly wordsFound: readonly number[];
  /** What of the chosen chapters is in other languages, whoever speaks it. */
  readonly otherLanguages: readonly OtherLanguage[];
}

/** Reads a book and cuts what will be spoken into segments. Throws `UserError` for books and selections that cannot be used. */
export async function planBook(read: BookReader, request: PlanRequest): Promise<PlannedBook> {
  const book = await read(request.bytes, request.fileName, request.reading.choice);
  const numbered = editChapters(book.chapters, request.reading.edits);
  const selected = new Set(selectChapters(request.chapters, numbered.length));
  const isChosen = (entry: EditedChapter): boolean => entry.read && selected.has(entry.n);
  const chapterPlans = new Map<string, ChapterPlan>();
  const chapters: PlannedChapter[] = [];
  const voices = (request.languageVoices ?? []).filter((voice) => !isKin(voice.language, book.language));
  const pace = settledPace(request.reading.pace ?? USUAL_PACE);
  const rules = {
    sayWords: wordSayer(request.reading.lexicon),
    speakerOf: speakers(voices, request.profile),
    pauses: pausesAt(pace),
    speed: pace.speed,
  };
  const chosen = numbered.filter(isChosen);
  for (const { chapter, n } of chosen) {
    const planned = planChapter(chapter, chapterId(n), book.language, request.profile, rules);
    if (planned.segments.length === 0) continue;
    const name = chapterPlanName(request.prefix, planned);
    chapterPlans.set(name, planned);
    chapters.push(summarise(chapter, planned, n, name));
  }
  if (chapters.length === 0) throw nothingToSpeak(request.fileName);
  const skipped = numbered.filter((entry) => !isChosen(entry));
  return {
    plan: bookPlan(
      book,
      chapters,
      skipped.map((entry) => entry.chapter),
    ),
    chapterPlans,
    cover: book.cover ?? null,
    wordsFound: countListed(
      request.reading.lexicon,
      chosen.flatMap(({ chapter }) => passagesIn(chapter, book.language)),
    ),
    otherLanguages: otherLanguagesOf(
      chosen.map(({ chapter }) => chapter),
      book.language,
    ),
  };
}

const passagesIn = (chapter: Chapter, language: string): readonly { text: string; language: string }[] =>
  chapter.passages.map((passage) => ({ text: passage.text, language: passage.language ?? language }));

/** With a pace of its own. */
type PacedRules = SpeakingRules & Required<Pick<SpeakingRules, 'pauses' | 'speed'>>;

function planChapter(
  chapter: Chapter,
  id: ChapterId,
  language: string,
  profile: string,
  rules: PacedRules,
): ChapterPlan {
  return {
    v: 1,
    chapter: id,
    title: chapter.title,
    kind: chapter.kind,
    language,
    ...(rules.speed === 1 ? {} : { speed: rules.speed }),
    leadSamples: rules.pauses['chapter-start'],
    tailSamples: rules.pauses['chapter-end'],
    segments: segmentsOf(chapter, language, profile, rules),
  };
}

function summarise(chapter: Chapter, planned: ChapterPlan, n: number, plan: string): PlannedChapter {
  const characters = planned.segments.reduce((sum, segment) => sum + segment.characters, 0);
  const utterances = planned.segments.flatMap((segment) => segment.utterances);
  const speech = utterances.reduce((sum, { spoken }) => sum + secondsToSay(plainText(spoken)), 0);
  const pauses = utterances.reduce((sum, utterance) => sum + utterance.pauseAfter, 0);
  const silence = (pauses + planned.leadSamples + planned.tailSamples) / CLOCK_HZ;
  return {
    id: planned.chapter,
    n,
    title: chapter.title,
    kind: chapter.kind,
    words: chapter.passages.reduce((sum, { text }) => sum + countWords(text), 0),
    characters,
    seconds: Math.round(speech / (planned.speed ?? 1) + silence),
    segments: planned.segments.length,
    plan,
    ...otherVoicesOf(planned.segments),
  };
}

function bookPlan(book: Book, chapters: readonly PlannedChapter[], skipped: readonly Chapter[]): BookPlan {
  const { identifier: _, cover: __, chapters: ___, leftOut, warnings, ...facts } = book;
  const notSelected = skipped.map((chapter) => ({
    what: chapter.title,
    why: 'not-selected' as const,
    characters: chapter.passages.reduce((sum, passage) => sum + passage.text.length, 0),
  }));
  return {
    book: facts,
    cover: null,
    chapters,
    leftOut: [...leftOut, ...notSelected],
    warnings,
  };
}

function nothingToSpeak(fileName: string): UserError {
  return new UserError(
    {
      code: CODES.emptyBook,
      what: `There is nothing to speak in ${fileName}.`,
      why: 'No chapter of it has text that a narrator would read.',
      fix: `e2a plan ${fileName}`,
    },
    EXIT.badInput,
  );
}
