import type { Chapter, Passage } from './book.js';
import { detectLanguages, kinOf, type LanguageDetector, primaryLanguage, sampleLanguage } from './language.js';
import { languageOfScript, type Script, scriptOf } from './scripts.js';

/** Characters of a passage, or a stanza, below which its language is not asked: names and cries look like any. */
const MIN_CHARACTERS = 60;
/** Characters that are looked at: the language of a paragraph shows in its beginning. */
const MAX_CHARACTERS = 400;
/** Characters that show at once that a text is in the book's own language, as nearly all are. */
const GLANCE = 120;
/** Whole words without a digit that a text must have; what has fewer is a list of names or files. */
const MIN_WORDS = 8;
const WORD = /(?<=^|[\s“"«‘'(—–-])\p{L}[\p{L}\p{M}'’]+(?=$|[\s,;:.!?…”"»’')—–-])/gu;
/** Characters of a chapter from which it has a language of its own. */
const MIN_CHAPTER = 1_500;
/** How much likelier another language must be than the book's own. */
const MIN_MARGIN = 1.15;
/** Lines of verse looked at together. */
const MAX_LINES = 12;

/**
 * Chapters and passages that are surely in another language than the book, where the markup says nothing.
 * A chapter that is gets a language, and so do its passages.
 */
export async function markForeign(chapters: readonly Chapter[], bookLanguage: string): Promise<readonly Chapter[]> {
  const detector = await detectLanguages();
  const own = { language: bookLanguage, script: scriptOf(sampleOf(chapters)) };
  return chapters.map((chapter) => {
    const texts = chapter.passages.filter(({ language }) => language === undefined).map(({ text }) => text);
    const whole = seemsForeign(texts, bookLanguage, detector) ? sampleLanguage(detector, texts) : null;
    if (whole !== null && isOther(detector, whole, bookLanguage)) return inLanguage(chapter, whole);
    return { ...chapter, passages: markPassages(chapter.passages, own, detector) };
  });
}

/** Long enough to be asked, and no glance at its beginning, middle and end finds the book's language. */
function seemsForeign(texts: readonly string[], bookLanguage: string, { likeliest }: LanguageDetector): boolean {
  const text = texts.join('\n');
  if (text.length < MIN_CHAPTER) return false;
  const glances = [0, (text.length - GLANCE) >> 1, text.length - GLANCE].map((at) => text.slice(at, at + GLANCE));
  return glances.every((glance) => kinOf(likeliest(glance)) !== kinOf(bookLanguage));
}

interface Own {
  readonly language: string;
  readonly script: Script | null;
}

/** A detector that does not know the book's language takes it for another. */
const isOther = (detector: LanguageDetector, language: string, bookLanguage: string): boolean =>
  detector.known.has(kinOf(bookLanguage)) && kinOf(language) !== kinOf(bookLanguage);

const inLanguage = (chapter: Chapter, language: string): Chapter => ({
  ...chapter,
  language,
  passages: chapter.passages.map((passage) => withLanguage(passage, language)),
});

const withLanguage = (passage: Passage, language: string): Passage =>
  passage.kind === 'break' || passage.language !== undefined ? passage : { ...passage, language };

const sampleOf = (chapters: readonly Chapter[]): string =>
  chapters
    .map(({ passages }) =>
      passages
        .map(({ text }) => text)
        .join(' ')
        .slice(0, MAX_CHARACTERS),
    )
    .join(' ');

function markPassages(passages: readonly Passage[], own: Own, detector: LanguageDetector): readonly Passage[] {
  return groupsOf(passages).flatMap((group) => {
    if (group.some(({ language }) => language !== undefined)) return group;
    const language = foreignLanguage(group.map(({ text }) => text).join('\n'), own, detector);
    return language === null ? group : group.map((passage) => withLanguage(passage, language));
  });
}

/** Scripts without blanks have no words to count. */
const isProse = (text: string, script: Script | null): boolean =>
  script === 'east-asian' || script === 'thai' || (text.match(WORD)?.length ?? 0) >= MIN_WORDS;

/** Lines of one stanza together, everything else alone. */
function groupsOf(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const groups: Passage[][] = [];
  for (const passage of passages) {
    const open = groups.at(-1);
    const last = open?.at(-1);
    const goesOn = passage.kind === 'verse' && last?.kind === 'verse' && last.endsStanza !== true;
    if (open !== undefined && goesOn && open.length < MAX_LINES) open.push(passage);
    else groups.push([passage]);
  }
  return groups;
}

/** Null for the book's own language, and for what is not surely another. */
function foreignLanguage(whole: string, own: Own, detector: LanguageDetector): string | null {
  if (whole.length < MIN_CHARACTERS) return null;
  if (kinOf(detector.likeliest(whole.slice(0, GLANCE))) === kinOf(own.language)) return null;
  const text = whole.slice(0, MAX_CHARACTERS);
  const script = scriptOf(text);
  const byWords = detector.surely(text, own.language, MIN_MARGIN);
  if (script === null || own.script === null || script === own.script) {
    return byWords !== null && isOther(detector, byWords, own.language) && isProse(text, script) ? byWords : null;
  }
  const byScript = languageOfScript(script, text);
  const language = byWords ?? byScript;
  return language === null || primaryLanguage(language) === primaryLanguage(own.language) ? null : language;
}
