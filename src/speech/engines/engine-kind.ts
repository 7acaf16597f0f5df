import type { SpeechEngine } from '../speech-engine.js';
import type { VoiceFacts } from './profile.js';

/** Which engine shall speak with which voice, and where voices lie. */
export interface EngineRequest {
  readonly engine: string;
  readonly voice: string;
  /** Absolute path. */
  readonly voicesFolder: string;
}

/** What the registry knows of an engine. */
export interface EngineKind {
  /** Everything that decides the sound, without loading a model. */
  describe(request: EngineRequest): Promise<VoiceFacts>;
  /** What can be done once for all slots before the first is opened. */
  prepare(request: EngineRequest, facts: VoiceFacts): Promise<void>;
  /** A slot that is ready to speak. */
  open(request: EngineRequest, facts: VoiceFacts): Promise<SpeechEngine>;
}
