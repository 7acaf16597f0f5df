import type { FlagValues } from '../config/index.js';
import type { Priority } from '../core/index.js';

/** How a book is to be read. */
export interface ReadingWishes {
  /** As `plan` numbers them: `1-3,7`. */
  readonly chapters?: string | undefined;
  /** Parts, each text one or several: `front,notes`. */
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** `skip`, `inline` or `end`. */
  readonly notes?: string | undefined;
  /** Names of word lists, as `E2A_LEXICON` has them: `discworld,names`. */
  readonly lexicon?: string | undefined;
  /** From 0.5 to 2; 1 is the voice's own pace. */
  readonly speed?: string | number | undefined;
  /** Seconds of silence, each text one or several: `paragraph=0.9,sentence=0.4`. */
  readonly pause?: readonly string[] | undefined;
}

/** The same of somebody who sits at this machine. */
export interface LocalReadingWishes extends ReadingWishes {
  /** Path of a plan file. Never taken from the network: it would read any file here. */
  readonly plan?: string | undefined;
}

/** Which voices speak what is in other languages than a book's. */
export interface LanguageVoiceWishes {
  /** Each `fr=fr_FR-siwis-medium`. */
  readonly voiceFor?: readonly string[] | undefined;
  /** One of several books that the same wishes are for: what does not fit it is no mistake. */
  readonly isOneOfMany?: boolean | undefined;
}

/** What a book is to become. */
export interface RenditionWishes {
  readonly format?: string | undefined;
  readonly split?: string | undefined;
  /** Each text one or several: `srt,epub`. */
  readonly extras?: readonly string[] | undefined;
}

/** Who speaks a book. */
export interface VoiceWishes {
  readonly voice?: string | undefined;
  readonly engine?: string | undefined;
}

/** All that a person may want of a book: plain values, as they come from flags, a form or a program. */
export interface OrderWishes extends ReadingWishes, LanguageVoiceWishes, RenditionWishes, VoiceWishes {
  readonly priority?: Priority | undefined;
  /** Start anew where "already done" would be the answer. */
  readonly force?: boolean | undefined;
}

export type LocalOrderWishes = OrderWishes & LocalReadingWishes;

/** What a book is to become, as settings. */
export const renditionSettings = ({ format, split, extras }: RenditionWishes): FlagValues => ({
  outputFormat: format,
  outputSplit: split,
  outputExtras: extras?.join(','),
});

/** The wishes that are settings, too: they win over variables and files. */
export const wishedSettings = ({ voice, engine, ...rendition }: VoiceWishes & RenditionWishes): FlagValues => ({
  voice,
  engine,
  ...renditionSettings(rendition),
});
