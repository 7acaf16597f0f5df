import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedVoice, pullVoice } from '../../src/speech/index.js';

export const VOICE = 'en_US-joe-medium';
/** English that no other program helps with. */
export const SMALL_VOICE = 'hibari-heart';

/** Where the set-up puts voices for root on Linux; tests may be pointed elsewhere. */
const PLACES = [process.env['E2A_VOICES'], '/root/.local/share/e2a/voices', join(tmpdir(), 'e2a-test-voices')];

/** A folder with a real voice: found, or fetched into the temporary folder (kept there for the next run). */
export async function realVoiceFolder(voice: string = VOICE): Promise<string> {
  for (const folder of PLACES) {
    if (folder === undefined) continue;
    const found = await installedVoice(voice, folder).catch(() => null);
    if (found) return folder;
  }
  const folder = join(tmpdir(), 'e2a-test-voices');
  await pullVoice(voice, folder);
  return folder;
}
