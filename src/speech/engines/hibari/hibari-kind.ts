import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  type Accent,
  ENGLISH_PHONEMES_VERSION,
  type EnglishFiles,
  englishDataFiles,
  spellingNetFile,
} from '../../english-phonemes/index.js';
import { fileDigest, type InstalledVoice, modelDigest, voiceFile } from '../../voices/index.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import { kokoroIds } from '../kokoro-alphabet/index.js';
import { patchedModel } from '../patched-model.js';
import { requireVoice } from '../require-voice.js';
import { childEntry, openHibariEngine } from './hibari-engine.js';
import { HIBARI_PATCH_VERSION, patchHibari } from './hibari-outputs.js';
import { openReader } from './open-reader.js';

/**
 * The runtime that does the arithmetic, and our own way from phonemes to sound (the number after the stroke): raise that
 * when the same text can sound different. A test holds the first against package.json.
 */
export const HIBARI_ENGINE_VERSION = 'onnxruntime-1.30.0/1';

/** On the CPU alone: a core speaks more than a hundred times as fast as one listens, a GPU would wait for its food. */
export const hibariKind: EngineKind = {
  runsOn: ['cpu'],
  describe: async (request) => {
    const voice = await requireVoice(request);
    return {
      engine: request.engine,
      engineVersion: HIBARI_ENGINE_VERSION,
      voice: voice.name,
      language: voice.language,
      modelDigest: await modelDigest(voice),
      voiceDigest: await readingDigest(englishOf(voice)),
      phonemiser: ENGLISH_PHONEMES_VERSION,
      licence: voice.licence,
    };
  },
  prepare: async (request, facts) => {
    await patched(await requireVoice(request), facts.modelDigest);
  },
  open: async (request, facts) => {
    const voice = await requireVoice(request);
    const english = { ...englishOf(voice), digest: facts.voiceDigest };
    const files = { model: await patched(voice, facts.modelDigest), spelling: spellingOf(english) };
    return openHibariEngine({ facts, files, english, isAwaited: request.isAwaited });
  },
  phonemes: (request, text) => phonemesOf(request, text),
};

async function phonemesOf(request: EngineRequest, text: string) {
  const english = englishOf(await requireVoice(request));
  const files = { spelling: spellingOf(english) };
  const reader = await openReader({ engineName: 'hibari', entry: childEntry(), files }, english);
  try {
    const { phonemes, skipped } = await reader.read(text, new AbortController().signal);
    return { phonemes, skipped: [...new Set([...skipped, ...kokoroIds(phonemes).skipped])] };
  } finally {
    await reader.slot.close();
  }
}

const patched = (voice: InstalledVoice, digest: string): Promise<string> =>
  patchedModel({ model: voiceFile(voice, 'model'), digest, version: HIBARI_PATCH_VERSION, patch: patchHibari });

function englishOf(voice: InstalledVoice): EnglishFiles {
  const accent: Accent = voice.language === 'en-gb' ? 'british' : 'american';
  // All that a voice reads with lies in one folder.
  return { folder: dirname(voiceFile(voice, spellingNetFile(accent))), voice: voice.name, accent };
}

const spellingOf = ({ folder, accent }: EnglishFiles): string => join(folder, spellingNetFile(accent));

/** sha256 over all that decides how a text is read. */
async function readingDigest(english: EnglishFiles): Promise<string> {
  const names = [...englishDataFiles(english.accent), spellingNetFile(english.accent)];
  const digests = await Promise.all(names.map((name) => fileDigest(join(english.folder, name), 'sha256')));
  return createHash('sha256').update(digests.join()).digest('hex');
}
