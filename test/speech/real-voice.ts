import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedVoice, pullVoice } from '../../src/speech/index.js';

export const VOICE = 'en_US-joe-medium';
/** English that no other program helps with. */
export const SMALL_VOICE = 'hibari-heart';

/** Where the set-up puts voices for root on Linux; tests may be pointed elsewhere. */
const PLACES = [process.env['E2A_VOICES'], '/root/.local/share/e2a/voices', join(tmpdir(), 'e2a-test-voices')];

/** Where a voice is installed; null, loudly, where it is not: then tests that want it are skipped. On the build server that is an error. */
export async function realVoiceHere(voice: string): Promise<string | null> {
  const folder = await folderWith(voice);
  if (folder !== null) return folder;
  if (process.env['CI'] !== undefined) throw new Error(`The voice ${voice} is missing: e2a voices pull ${voice}`);
  process.stderr.write(`SKIPPED: the voice ${voice} is not installed: e2a voices pull ${voice}\n`);
  return null;
}

/** A folder with a real voice: found, or fetched into the temporary folder (kept there for the next run). */
export async function realVoiceFolder(voice: string = VOICE): Promise<string> {
  const found = await folderWith(voice);
  if (found !== null) return found;
  const folder = join(tmpdir(), 'e2a-test-voices');
  await pullVoice(voice, folder);
  return folder;
}

async function folderWith(voice: string): Promise<string | null> {
  for (const folder of PLACES) {
    if (folder === undefined) continue;
    const found = await installedVoice(voice, folder).catch(() => null);
    if (found) return folder;
  }
  return null;
}
