import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Accent, englishDataFiles } from '../../../src/speech/english-phonemes/index.js';

/** The voice whose files English is read with. */
export const VOICE = 'hibari-heart';

/** Where the set-up puts voices for root on Linux; tests may be pointed elsewhere. */
const PLACES = [process.env['E2A_VOICES'], '/root/.local/share/e2a/voices', join(tmpdir(), 'e2a-test-voices')];

/** The folder with the voice's files, or null, said loudly. */
export function englishFolder(accent: Accent): string | null {
  const folders = PLACES.flatMap((place) => (place === undefined ? [] : [join(place, VOICE)]));
  const found = folders.find((folder) => englishDataFiles(accent).every((name) => existsSync(join(folder, name))));
  if (found === undefined)
    process.stderr.write(
      `SKIPPED: the files of ${VOICE} (${accent}) are not here; get them: e2a voices pull ${VOICE}\n`,
    );
  return found ?? null;
}
