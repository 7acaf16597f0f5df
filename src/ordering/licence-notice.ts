import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSpeech } from './wiring.js';

/** A voice as the notice needs it. */
export interface VoiceToShow {
  readonly voice: string;
  readonly licence: string;
}

/**
 * The licence of a voice, the first time it is used on this machine; null when these very words were shown before.
 * Where nothing can be remembered it is shown every time: too often is no harm, never would be.
 */
export async function firstUseNotice({ voice, licence }: VoiceToShow, cacheFolder: string): Promise<string | null> {
  const folder = join(cacheFolder, 'licences-shown');
  const mark = join(folder, voice.replace(/[^\w.-]/g, '_'));
  const shown = await readFile(mark, 'utf8').catch(() => null);
  if (shown === `${licence}\n`) return null;
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(mark, `${licence}\n`))
    .catch(() => undefined);
  return (await loadSpeech()).licenceNotice({ name: voice, licence });
}

/** The same for all voices of an order. */
export async function firstUseNotices(voices: readonly VoiceToShow[], cacheFolder: string): Promise<readonly string[]> {
  const notices: string[] = [];
  for (const voice of voices) notices.push(...[(await firstUseNotice(voice, cacheFolder)) ?? []].flat());
  return notices;
}
