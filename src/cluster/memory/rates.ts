import {
  beginCall,
  endCall,
  type Instant,
  NO_CALLS,
  type RateAnswer,
  type RateLimit,
  type RateState,
} from '../../core/index.js';
import type { RateBoard } from '../ports/index.js';

/** Rate limits in memory. */
export class MemoryRateBoard implements RateBoard {
  private readonly known = new Map<string, RateLimit>();
  private readonly states = new Map<string, RateState>();

  async setLimit(engine: string, limit: RateLimit | null): Promise<void> {
    if (limit === null) this.known.delete(engine);
    else this.known.set(engine, limit);
  }

  async limits(): Promise<ReadonlyMap<string, RateLimit>> {
    return new Map(this.known);
  }

  async beginCall(engine: string, call: string, at: Instant): Promise<RateAnswer> {
    const limit = this.known.get(engine);
    if (limit === undefined) return { granted: true };
    const { answer, state } = beginCall(this.states.get(engine) ?? NO_CALLS, limit, call, at);
    this.states.set(engine, state);
    return answer;
  }

  async endCall(engine: string, call: string): Promise<void> {
    const state = this.states.get(engine);
    if (state !== undefined) this.states.set(engine, endCall(state, call));
  }
}
