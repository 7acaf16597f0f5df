import type { Instant, RateAnswer, RateLimit } from '../../core/index.js';

/** Limits of speech engines that a whole cluster keeps together. */
export interface RateBoard {
  /** Null takes the limit away. */
  setLimit(engine: string, limit: RateLimit | null): Promise<void>;
  limits(): Promise<ReadonlyMap<string, RateLimit>>;
  /**
   * Asks to begin a call of the engine; without a limit always granted.
   * @param call names it until `endCall`; one that never ends is forgotten after `CALL_FORGOTTEN_MS`
   */
  beginCall(engine: string, call: string, at: Instant): Promise<RateAnswer>;
  endCall(engine: string, call: string): Promise<void>;
}
