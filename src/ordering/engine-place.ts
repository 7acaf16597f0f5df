import type { Settings } from '../config/index.js';
import { type KnownVoice, namedEngine } from './voice-choice.js';
import { loadSpeech } from './wiring.js';

type Speech = Awaited<ReturnType<typeof loadSpeech>>;
type EngineRequest = Parameters<Speech['describeProfile']>[0];
type SpeechService = Parameters<Speech['lookAtSpeechServer']>[0];

/** Where engines find what they need: the voices of this machine, and the server of the engine that asks one. */
export const enginePlace = (settings: Settings): Pick<EngineRequest, 'voicesFolder' | 'service'> => ({
  voicesFolder: settings.voicesFolder,
  service: speechServiceOf(settings),
});

export const speechServiceOf = (settings: Settings): SpeechService => ({
  url: settings.openaiUrl,
  key: settings.openaiKey,
  model: settings.openaiModel,
  format: settings.openaiFormat,
  extra: settings.openaiExtra,
  characters: settings.openaiCharacters,
  timeoutMs: settings.openaiTimeout * 1000,
});

/**
 * Voices to choose from: of the catalogue, the user's own, and those that only their engine knows.
 * @param names of voices that are wanted: `espeak-de` is one of the engine espeak
 * @throws UserError (exit 7) when the chosen engine cannot tell
 */
export async function knownVoices(settings: Settings, names: readonly string[] = []): Promise<readonly KnownVoice[]> {
  const { engineVoices, listVoices } = await loadSpeech();
  const place = enginePlace(settings);
  const named = namedEngine(settings);
  // A voice that is named alone may be one that only its engine knows.
  const wanted = settings.voice !== null && named === null ? [settings.voice, ...names] : names;
  const chosen = settings.voice === null && named !== null ? [named] : [];
  const engines = new Set([...chosen, ...wanted.map((name) => name.split('-')[0] ?? '')]);
  const known: KnownVoice[] = [...(await listVoices(settings.voicesFolder))];
  for (const engine of engines)
    known.push(...(await engineVoices({ ...place, engine })).map((voice) => ({ ...voice, engine })));
  return known;
}
