import type { ChapterId, Failure, Instant, JobId, JsonObject } from '../../core/index.js';

/** What an event is about, as far as it is known. */
export interface About {
  readonly job?: JobId;
  /** `book` for work of the whole book. */
  readonly chapter?: ChapterId;
  /** `0042` for a segment, else the verb: `read`, `join`, … */
  readonly item?: string;
  readonly attempt?: number;
  /** W3C: the same for everything that came of one order. */
  readonly traceId?: string;
}

/** The runtime's own life, typed; whoever listens must not throw and must not block. */
export type LifecycleEvent =
  | (About & {
      readonly type: 'turn-taken';
      readonly address: string;
      readonly message: string;
      readonly ms: number;
      readonly repeated: boolean;
    })
  | (About & { readonly type: 'turn-conflict'; readonly address: string })
  | (About & { readonly type: 'mail-refused'; readonly address: string; readonly reason: string })
  | (About & { readonly type: 'work-started'; readonly id: string; readonly task: string; readonly class: string })
  | (About & {
      readonly type: 'work-finished';
      readonly id: string;
      readonly task: string;
      readonly ms: number;
      readonly result: JsonObject;
    })
  | (About & {
      readonly type: 'work-retried';
      readonly id: string;
      readonly task: string;
      readonly delayMs: number;
      readonly reason: string;
      /** Of a closed list: an error code, `outage` (what the work needs was away), or `error`. */
      readonly code: string;
    })
  | (About & { readonly type: 'work-given-up'; readonly id: string; readonly task: string; readonly failure: Failure })
  | (About & { readonly type: 'work-returned'; readonly id: string; readonly task: string; readonly reason: string })
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
