import type { JsonObject } from '../../core/index.js';

/** A server that speaks, and what it is asked for. */
export interface SpeechService {
  /** Its address, with or without `/v1`; null: none was named. */
  readonly url: string | null;
  /** Never shown, logged or stored. */
  readonly key: string | null;
  readonly model: string;
  readonly format: 'wav' | 'pcm';
  /** More fields of each request. */
  readonly extra: JsonObject;
  /** Most characters of one request. */
  readonly characters: number;
  /** Until a request is given up. */
  readonly timeoutMs: number;
}
