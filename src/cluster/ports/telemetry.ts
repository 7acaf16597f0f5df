import type { Failure, Instant, JsonObject } from '../../core/index.js';

/** The runtime's own life, typed; whoever listens must not throw and must not block. */
export type LifecycleEvent =
  | {
      readonly type: 'turn-taken';
      readonly address: string;
      readonly message: string;
      readonly ms: number;
      readonly repeated: boolean;
    }
  | { readonly type: 'turn-conflict'; readonly address: string }
  | { readonly type: 'mail-refused'; readonly address: string; readonly reason: string }
  | { readonly type: 'work-started'; readonly id: string; readonly task: string; readonly class: string }
  | {
      readonly type: 'work-finished';
      readonly id: string;
      readonly task: string;
      readonly ms: number;
      readonly result: JsonObject;
    }
  | {
      readonly type: 'work-retried';
      readonly id: string;
      readonly task: string;
      readonly delayMs: number;
      readonly reason: string;
      /** Of a closed list: an error code, `outage` (what the work needs was away), or `error`. */
      readonly code: string;
    }
  | { readonly type: 'work-given-up'; readonly id: string; readonly task: string; readonly failure: Failure }
  | { readonly type: 'work-returned'; readonly id: string; readonly task: string; readonly reason: string }
  /** An actor of this host told the world something; `facts` as in `ActorEvent`. */
  | {
      readonly type: 'announced';
      readonly job: string;
      readonly event: string;
      readonly at: Instant;
      readonly facts: JsonObject;
    }
  | { readonly type: 'host-stopping'; readonly reason: string }
  | { readonly type: 'connection'; readonly state: 'lost' | 'back'; readonly server: string }
  | { readonly type: 'trouble'; readonly where: string; readonly reason: string };

export interface Telemetry {
  emit(event: LifecycleEvent): void;
}
