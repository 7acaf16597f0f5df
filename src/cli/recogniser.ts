import type { Settings } from '../config/index.js';
import type { HostOptions } from '../host/index.js';
import { loadSpeech } from './wiring.js';

/** How this machine opens its recogniser. @throws UserError (exit 7) when it has none */
export async function recogniserHere({
  cacheFolder,
  recogniserModel,
}: Pick<Settings, 'cacheFolder' | 'recogniserModel'>): Promise<NonNullable<HostOptions['openRecogniser']>> {
  const { demandRecogniser, openRecogniser, recogniserFiles } = await loadSpeech();
  const files = recogniserFiles(cacheFolder, recogniserModel);
  demandRecogniser(files);
  return () => openRecogniser(files);
}
