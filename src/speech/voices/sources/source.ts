import type { VoiceFile } from '../catalogue.js';

/** Why a source was passed over, in words that can follow a colon. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

export interface CopyRequest {
  readonly file: VoiceFile;
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
