import type { Settings } from '../config/index.js';
import type { Recogniser } from '../speech/index.js';
import { loadSpeech } from './wiring.js';

/** How this machine opens its recogniser. @throws UserError (exit 7) when it has none */
export async function recogniserHere({
  cacheFolder,
  recogniserModel,
}: Pick<Settings, 'cacheFolder' | 'recogniserModel'>): Promise<() => Promise<Recogniser>> {
  const { demandRecogniser, openRecogniser, recogniserFiles } = await loadSpeech();
  const files = recogniserFiles(cacheFolder, recogniserModel);
  demandRecogniser(files);
  return () => openRecogniser(files);
}
