import type { SpeechEngine } from '../speech-engine.js';
import type { VoiceFacts } from './profile.js';
import type { SpeechService } from './speech-service.js';

/** What a model runs on: the CPU, or one GPU and nothing else. */
export type EngineDevice =
  | { readonly type: 'cpu' }
  | {
      readonly type: 'cuda';
      /** UUID, as `nvidia-smi` tells it: an index means something else to CUDA than to people. */
      readonly gpu: string;
      /** Of the process that computes; what pins it to that GPU is added. */
      readonly environment: Readonly<Record<string, string | undefined>>;
    };

export const CPU: EngineDevice = { type: 'cpu' };

/** Which engine shall speak with which voice, and where voices lie. */
export interface EngineRequest {
  readonly engine: string;
  readonly voice: string;
  /** Absolute path. */
  readonly voicesFolder: string;
  /** For the engine that asks a server. */
  readonly service?: SpeechService | undefined;
  /** Default: the CPU. */
  readonly device?: EngineDevice | undefined;
  /** Somebody waits for each utterance: it does not stand back behind other programs of this machine, as books do. */
  readonly isAwaited?: boolean | undefined;
}

/** How a voice would say a text. */
export interface TextSounds {
  readonly phonemes: string;
  /** Symbols it has no sound for, each once. */
  readonly skipped: readonly string[];
}

/** Where an engine finds what it needs. */
export type EnginePlace = Omit<EngineRequest, 'voice'>;

/** A voice that stands in no catalogue: the engine itself knows it, and it needs no files. */
export interface EngineVoice {
  readonly name: string;
  /** BCP 47, lower case; `mul`: of no language in particular. */
  readonly language: string;
  readonly quality: string;
  /** Primary language tags it is taken for when nobody names a voice. */
  readonly defaultFor: readonly string[];
}

/** What the registry knows of an engine. */
export interface EngineKind {
  readonly runsOn: readonly EngineDevice['type'][];
  /** The same utterance need not give the same samples: nobody can promise that for somebody else's server. */
  readonly varies?: true;
  /** Everything that decides the sound, without loading a model. */
  describe(request: EngineRequest): Promise<VoiceFacts>;
  /** What can be done once for all slots before the first is opened. */
  prepare(request: EngineRequest, facts: VoiceFacts): Promise<void>;
  /** A slot that is ready to speak. */
  open(request: EngineRequest, facts: VoiceFacts): Promise<SpeechEngine>;
  /** Of an engine whose voices stand in no catalogue. */
  voices?(place: EnginePlace): Promise<readonly EngineVoice[]>;
  /** Without loading a model; absent where an engine is not fed phonemes. */
  phonemes?(request: EngineRequest, text: string): Promise<TextSounds>;
}
