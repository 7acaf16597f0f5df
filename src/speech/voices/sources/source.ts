import type { VoiceFile } from '../catalogue-voice.js';

/** Why a source was passed over, in words that can follow a colon. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

export interface CopyRequest {
  readonly file: VoiceFile;
  /** Where it lies in the source: `voices/af_heart.bin`. */
  readonly place: string;
  /** Where the bytes go; what lies there already is the beginning of the same file. */
  readonly part: string;
  /** More bytes than this are refused. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Bytes of this file that are here by now. */
  readonly onBytes: (received: number) => void;
}

/** One place to get a voice's files from. */
export interface OpenSource {
  /** @throws SourceError when this source has not got it or cannot be reached. */
  copy(request: CopyRequest): Promise<void>;
  close(): Promise<void>;
}

/** A source with what to call it. */
export interface NamedSource {
  /** `the model hub (hub.example)`. */
  readonly what: string;
  /** null when it has not got that file. */
  placeOf(file: string): string | null;
  /** Rejects with a SourceError when it cannot be had at all. */
  open(signal: AbortSignal): Promise<OpenSource>;
}
