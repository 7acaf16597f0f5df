/**
 * Utterances in, sound out: engines behind one port, voices and where they come from, text as a voice needs it.
 *
 * No book, no chapter, no server comes in here.
 */
export {
  type CudaPart,
  cudaPart,
  describeProfile,
  type EngineVoice,
  engineVoices,
  isRepeatable,
  type EngineDevice,
  type EngineRequest,
  lookAtSpeechServer,
  openSpeechEngine,
  phonemesOf,
  prepareVoice,
  runsOnGpu,
  type ServerFacts,
  type SpeechService,
  type TextSounds,
} from './engines/index.js';
export { type Halves, inHalves } from './halves.js';
export * from './normalise/index.js';
export * from './recognition/index.js';
export * from './speech-engine.js';
export * from './trimming-version.js';
export {
  type Catalogue,
  type CatalogueVoice,
  type InstalledVoice,
  installedVoice,
  licenceNotice,
  listVoices,
  loadCatalogue,
  type NamedSource,
  type PullOptions,
  type PullProgress,
  pullVoice,
  removeVoice,
  streamSource,
  type VoiceFacts,
  type VoiceListing,
  type VoicePart,
  voiceCatalogue,
  voiceFacts,
} from './voices/index.js';
