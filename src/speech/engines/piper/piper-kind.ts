import { createHash } from 'node:crypto';
import { type InstalledVoice, modelDigest, readVoiceConfig, type VoiceConfig, voiceFile } from '../../voices/index.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import {
  checkEspeakVoice,
  modelCalls,
  openPhonemiser,
  phonemeIds,
  phonemiserVersion,
  splitClauses,
} from '../phonemes/index.js';
import { requireVoice } from '../require-voice.js';
import { openPiperEngine } from './piper-engine.js';
import { seededModel } from './seeded-model.js';

/**
 * The runtime that does the arithmetic, and our own way from text to ids and back (the number after the stroke):
 * raise that when the same text can sound different. A test holds the first against package.json.
 */
export const PIPER_ENGINE_VERSION = 'onnxruntime-1.30.0/3';

export const piperKind: EngineKind = {
  runsOn: ['cpu', 'cuda'],
  describe: async (request) => {
    const { voice, config } = await piperVoice(request);
    const phonemiser = config.phonemeType === 'espeak' ? await phonemiserVersion() : 'none';
    return {
      engine: request.engine,
      engineVersion: PIPER_ENGINE_VERSION,
      voice: voice.name,
      language: voice.language,
      modelDigest: await modelDigest(voice),
      voiceDigest: digestOf(config),
      phonemiser,
      licence: voice.licence,
    };
  },
  prepare: async (request, facts) => {
    const { voice } = await piperVoice(request);
    await seededModel(voiceFile(voice, 'model'), facts.modelDigest);
  },
  open: async (request, facts) => {
    const { voice, config } = await piperVoice(request);
    if (config.phonemeType === 'espeak') await checkEspeakVoice(config.espeakVoice);
    const model = await seededModel(voiceFile(voice, 'model'), facts.modelDigest);
    const phonemiser = openPhonemiser({ language: config.espeakVoice });
    return openPiperEngine({ facts, config, model, phonemiser, device: request.device, isAwaited: request.isAwaited });
  },
  phonemes: async (request, text) => {
    const { config } = await piperVoice(request);
    await checkEspeakVoice(config.espeakVoice);
    const phonemiser = openPhonemiser({ language: config.espeakVoice });
    try {
      const calls = modelCalls(await phonemiser.phonemise(splitClauses(text)));
      const found = calls.map((call) => phonemeIds(call, config.phonemeIds, config.phonemeMap));
      return { phonemes: calls.join(' '), skipped: [...new Set(found.flatMap(({ skipped }) => skipped))] };
    } finally {
      await phonemiser.close();
    }
  },
};

interface PiperVoice {
  readonly voice: InstalledVoice;
  readonly config: VoiceConfig;
}

async function piperVoice(request: EngineRequest): Promise<PiperVoice> {
  const voice = await requireVoice(request);
  return { voice, config: await readVoiceConfig(voiceFile(voice, 'config')) };
}

/** What is said, not how it is laid out: the hub's and the package's descriptions of one voice differ in their spaces. */
function digestOf(config: VoiceConfig): string {
  const ordered = JSON.stringify(config, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(ordered).digest('hex');
}
