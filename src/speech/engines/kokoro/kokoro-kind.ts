import { basename, extname } from 'node:path';
import { CODES, EXIT, UserError } from '../../../core/index.js';
import { fileDigest, type InstalledVoice, modelDigest, voiceFile } from '../../voices/index.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import { ESPEAK_NAMES, type KokoroLanguage, kokoroIds, languageOfStyle } from '../kokoro-alphabet/index.js';
import { patchSeed, SEED_PATCH_VERSION } from '../onnx-graph/index.js';
import { patchedModel } from '../patched-model.js';
import { checkEspeakVoice, openPhonemiser, type Phonemiser, phonemiserVersion } from '../phonemes/index.js';
import { requireVoice } from '../require-voice.js';
import { openKokoroEngine } from './kokoro-engine.js';
import { spokenSymbols } from './spoken-symbols.js';

/**
 * The runtime that does the arithmetic, and our own way from text to ids and back (the number after the stroke):
 * raise that when the same text can sound different. A test holds the first against package.json.
 */
export const KOKORO_ENGINE_VERSION = 'onnxruntime-1.30.0/1';

export const kokoroKind: EngineKind = {
  runsOn: ['cpu', 'cuda'],
  describe: async (request) => {
    const { voice, style } = await kokoroVoice(request);
    return {
      engine: request.engine,
      engineVersion: KOKORO_ENGINE_VERSION,
      voice: voice.name,
      language: voice.language,
      modelDigest: await modelDigest(voice),
      voiceDigest: await fileDigest(style, 'sha256'),
      phonemiser: await phonemiserVersion(),
      licence: voice.licence,
    };
  },
  prepare: async (request, facts) => {
    const { voice } = await kokoroVoice(request);
    await seeded(voice, facts.modelDigest);
  },
  open: async (request, facts) => {
    const { voice, language, style } = await kokoroVoice(request);
    const files = { model: await seeded(voice, facts.modelDigest), style };
    const phonemiser = await phonemiserFor(language);
    return openKokoroEngine({
      facts,
      language,
      files,
      phonemiser,
      device: request.device,
      isAwaited: request.isAwaited,
    });
  },
  phonemes: async (request, text) => {
    const { language } = await kokoroVoice(request);
    const phonemiser = await phonemiserFor(language);
    try {
      const { symbols } = await spokenSymbols(text, language, phonemiser);
      return { phonemes: symbols, skipped: kokoroIds(symbols).skipped };
    } finally {
      await phonemiser.close();
    }
  },
};

interface KokoroVoice {
  readonly voice: InstalledVoice;
  readonly language: KokoroLanguage;
  /** Absolute path. */
  readonly style: string;
}

async function kokoroVoice(request: EngineRequest): Promise<KokoroVoice> {
  const voice = await requireVoice(request);
  const style = voiceFile(voice, 'style');
  const found = languageOfStyle(basename(style, extname(style)));
  if (found.type === 'spoken') return { voice, language: found.language, style };
  throw new UserError(
    {
      code: CODES.engineBroken,
      what: `The voice ${voice.name} cannot speak here.`,
      why: found.why,
      fix: 'Choose another voice: e2a voices',
    },
    EXIT.unavailable,
  );
}

const seeded = (voice: InstalledVoice, digest: string): Promise<string> =>
  patchedModel({ model: voiceFile(voice, 'model'), digest, version: SEED_PATCH_VERSION, patch: patchSeed });

async function phonemiserFor(language: KokoroLanguage): Promise<Phonemiser> {
  await checkEspeakVoice(ESPEAK_NAMES[language]);
  return openPhonemiser({ language: ESPEAK_NAMES[language], ties: true });
}
