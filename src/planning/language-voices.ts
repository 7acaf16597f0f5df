import type { Chapter } from '../books/book.js';
import { kinOf, primaryLanguage } from '../books/language.js';
import { languageParts, passageSpeakers, type SpeakerOf } from './language-parts.js';
import type { LanguageVoice, OtherVoice, PlannedSegment } from './plan.js';
import { countWords } from './words.js';

/** How much of a book is in another language than the book itself. */
export interface OtherLanguage {
  /** Primary tag. */
  readonly language: string;
  /** That a voice of that language would speak. */
  readonly words: number;
  /** That have such words. */
  readonly chapters: number;
}

export type SpeakingVoice = Pick<LanguageVoice, 'language' | 'profile'>;

/** Both are the same language, or taken for one another. */
export const isKin = (one: string, other: string): boolean => kinOf(one.toLowerCase()) === kinOf(other.toLowerCase());

/** The voice of a language: its own, else that of one which is taken for it (`nb`, `no`); null without one. */
export function voiceOf<Voice extends { readonly language: string }>(
  voices: readonly Voice[],
  language: string,
): Voice | null {
  const tag = primaryLanguage(language.toLowerCase());
  const own = voices.find((voice) => voice.language === tag);
  return own ?? voices.find((voice) => isKin(voice.language, tag)) ?? null;
}

/** Which profile speaks a language in a book. */
export const speakers =
  (voices: readonly SpeakingVoice[], profile: string): SpeakerOf =>
  (language) =>
    voiceOf(voices, language)?.profile ?? profile;

/** What another voice speaks of a chapter; nothing is said where there is nothing. */
export function otherVoicesOf(segments: readonly PlannedSegment[]): { readonly otherVoices?: readonly OtherVoice[] } {
  const numbers = new Map<string, number[]>();
  for (const [index, { profile }] of segments.entries()) {
    if (profile === undefined) continue;
    const known = numbers.get(profile);
    if (known === undefined) numbers.set(profile, [index + 1]);
    else known.push(index + 1);
  }
  if (numbers.size === 0) return {};
  return { otherVoices: [...numbers].map(([profile, own]) => ({ profile, segments: own })) };
}

/** What each other language would have a voice of its own for; the one with the most words first. */
export function otherLanguagesOf(chapters: readonly Chapter[], bookLanguage: string): readonly OtherLanguage[] {
  const found = new Map<string, OtherLanguage>();
  for (const chapter of chapters) {
    for (const [language, words] of foreignWords(chapter, bookLanguage)) {
      const before = found.get(language) ?? { words: 0, chapters: 0 };
      found.set(language, { language, words: before.words + words, chapters: before.chapters + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.words - a.words);
}

/** By language, as if each had a voice. */
function foreignWords(chapter: Chapter, bookLanguage: string): ReadonlyMap<string, number> {
  const own = kinOf(bookLanguage.toLowerCase());
  const speakerOf: SpeakerOf = (language) => kinOf(language.toLowerCase());
  const spoken = passageSpeakers(chapter.passages, chapter.language ?? bookLanguage, own, speakerOf);
  const words = new Map<string, number>();
  for (const [index, passage] of chapter.passages.entries()) {
    const inside = spoken[index];
    if (inside === undefined) continue;
    for (const { text, language, speaker } of languageParts(passage, inside, speakerOf)) {
      const tag = primaryLanguage(language.toLowerCase());
      const count = speaker === own ? 0 : countWords(text);
      if (count > 0) words.set(tag, (words.get(tag) ?? 0) + count);
    }
  }
  return words;
}
