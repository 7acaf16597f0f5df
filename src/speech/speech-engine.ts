import type { WorkClass } from '../core/index.js';

/** What a slot can speak, with everything that decides the sound; `id` is its digest, 12 hex digits. */
export interface Profile {
  readonly id: string;
  /** `piper`, `tone`. */
  readonly engine: string;
  readonly engineVersion: string;
  /** `en_US-joe-medium`. */
  readonly voice: string;
  /** BCP 47 primary tag and region, lower case: `en-us`. */
  readonly language: string;
  /** sha256 of the model, or the engine's own version when there is none. */
  readonly modelDigest: string;
  /** `espeak-ng 1.51`, or `none`. */
  readonly phonemiser: string;
  readonly licence: string;
}

/** What one call of an engine says. */
export interface Utterance {
  /**
   * What a model call speaks: one sentence, normalised, its `plainText` at most `MAX_UTTERANCE_CHARACTERS`.
   * It may hold pronunciations (see `pronounced`); an engine that is not fed phonemes says `plainText(text)`.
   */
  readonly text: string;
  /** 0 ≤ seed < 2^20; the same utterance gives the same samples, but where the engine cannot promise it. */
  readonly seed: number;
  /** `SLOWEST` … `FASTEST`; 1 = the voice's own pace, 2 = twice as fast. */
  readonly speed: number;
}

export const SLOWEST = 0.5;
export const FASTEST = 2;

/** Where a word lies in its utterance's sound: samples, `to` excluded. */
export interface WordMark {
  readonly from: number;
  readonly to: number;
}

/** The sound of one utterance, mono. */
export interface Speech {
  /** −1 … 1. */
  readonly pcm: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
  /** Symbols the voice cannot say, as met. */
  readonly skipped: readonly string[];
  /** One for each of `wordsOf(text)`, ascending, none overlapping; null where the engine does not tell. */
  readonly words: readonly WordMark[] | null;
}

/** One slot: says one utterance at a time. */
export interface SpeechEngine {
  readonly profile: Profile;
  /**
   * Aborting kills what is running. Throws `RetryableError` when the child died or hung (the next call starts a new one),
   * `TerminalError` when this text cannot be spoken, `HostBrokenError` when the engine cannot be started any more.
   */
  speak(utterance: Utterance, signal: AbortSignal): Promise<Speech>;
  /** Seconds of speech expected for `text` at speed 1: deadlines and estimates. */
  estimateSeconds(text: string): number;
  close(): Promise<void>;
}

export const speechClass = (profileId: string): WorkClass => `speech-${profileId}`;

/** Longest utterance: about 10 s of speech, so that a Piper child stays under 450 MB (its memory follows its longest call: 22 MB a second). */
export const MAX_UTTERANCE_CHARACTERS = 160;

/** Letters an alphabet would need for one Chinese character, kana or syllable block: about 5 of them are said in a second, of letters 15. */
const LETTERS_OF_A_SYLLABLE = 3;
const SYLLABLES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** How much of a voice's time a text takes, in characters of an alphabet. */
export const speechSize = (text: string): number =>
  text.length + (LETTERS_OF_A_SYLLABLE - 1) * (text.match(SYLLABLES)?.length ?? 0);

/**
 * Unicode's interlinear annotation: what stands in the text, and beside it how it is read. Normalising takes these
 * three out of every book, so that they come from nowhere but `pronounced`.
 */
export const ANNOTATION = { begin: '\ufff9', separator: '\ufffa', end: '\ufffb' } as const;
const PRONOUNCED = /\ufff9([^\ufff9-\ufffb]*)\ufffa([^\ufff9-\ufffb]*)\ufffb/g;
const STRAY = /[\ufff9-\ufffb]/g;

/** A stretch of what is spoken. */
export type SpokenPart =
  | { readonly type: 'text'; readonly text: string }
  /** `word` is said as these sounds of the International Phonetic Alphabet. */
  | { readonly type: 'sounds'; readonly word: string; readonly ipa: string };

/** A word with its sounds, as `SpeechEngine.speak` takes it inside its text. */
export const pronounced = (word: string, ipa: string): string =>
  `${ANNOTATION.begin}${word.replace(STRAY, '')}${ANNOTATION.separator}${ipa.replace(STRAY, '')}${ANNOTATION.end}`;

/** In order; no two texts follow each other, none is empty. A broken annotation is text without its signs. */
export function spokenParts(spoken: string): readonly SpokenPart[] {
  const parts: SpokenPart[] = [];
  const pushText = (text: string): void => {
    const plain = text.replace(STRAY, '');
    if (plain !== '') parts.push({ type: 'text', text: plain });
  };
  let end = 0;
  for (const found of spoken.matchAll(PRONOUNCED)) {
    const [whole, word = '', ipa = ''] = found;
    pushText(spoken.slice(end, found.index));
    parts.push({ type: 'sounds', word, ipa });
    end = found.index + whole.length;
  }
  pushText(spoken.slice(end));
  return parts;
}

/** The words alone: what is counted, what stands in messages, what a voice says that knows no phonemes. */
export const plainText = (spoken: string): string =>
  spoken.includes(ANNOTATION.begin) ? spoken.replace(PRONOUNCED, '$1').replace(STRAY, '') : spoken;

/** What word marks belong to: the runs between white space of what is said, in order. */
export const wordsOf = (spoken: string): readonly string[] => plainText(spoken).match(/\S+/gu) ?? [];

/** For a person: `Hermione /hɜːˈmaɪəni/`. */
export const shownText = (spoken: string): string =>
  spokenParts(spoken)
    .map((part) => (part.type === 'text' ? part.text : `${part.word} /${part.ipa}/`))
    .join('');
