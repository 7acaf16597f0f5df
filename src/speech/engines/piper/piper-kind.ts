import { createHash } from 'node:crypto';
import { CODES, EXIT, UserError } from '../../../core/index.js';
import {
  fileDigest,
  type InstalledVoice,
  readVoiceConfig,
  type VoiceConfig,
  type VoicePaths,
} from '../../voices/index.js';
import type { EngineKind, EngineRequest } from '../engine-kind.js';
import {
  checkEspeakVoice,
  mapPhonemes,
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
export const PIPER_ENGINE_VERSION = 'onnxruntime-1.30.0/2';

export const piperKind: EngineKind = {
  runsOn: ['cpu', 'cuda'],
  describe: async (request) => {
    const { voice, paths, config } = await piperVoice(request);
    const phonemiser = config.phonemeType === 'espeak' ? await phonemiserVersion() : 'none';
    return {
      engine: request.engine,
      engineVersion: PIPER_ENGINE_VERSION,
      voice: voice.name,
      language: voice.language,
      modelDigest: await modelDigest(voice, paths),
      voiceDigest: digestOf(config),
      phonemiser,
      licence: voice.licence,
    };
  },
  prepare: async (request, facts) => {
    const { paths } = await piperVoice(request);
    await seededModel(paths.model, facts.modelDigest);
  },
  open: async (request, facts) => {
    const { paths, config } = await piperVoice(request);
    if (config.phonemeType === 'espeak') await checkEspeakVoice(config.espeakVoice);
    const model = await seededModel(paths.model, facts.modelDigest);
    const phonemiser = openPhonemiser({ language: config.espeakVoice });
    return openPiperEngine({ facts, config, model, phonemiser, device: request.device });
  },
  phonemes: async (request, text) => {
    const { config } = await piperVoice(request);
    await checkEspeakVoice(config.espeakVoice);
    const phonemiser = openPhonemiser({ language: config.espeakVoice });
    try {
      const calls = modelCalls(await phonemiser.phonemise(splitClauses(text)));
      const found = calls.map((call) => phonemeIds(mapPhonemes(call, config.phonemeMap), config.phonemeIds));
      return { phonemes: calls.join(' '), skipped: [...new Set(found.flatMap(({ skipped }) => skipped))] };
    } finally {
      await phonemiser.close();
    }
  },
};

interface PiperVoice {
  readonly voice: InstalledVoice;
  readonly paths: VoicePaths;
  readonly config: VoiceConfig;
}

async function piperVoice(request: EngineRequest): Promise<PiperVoice> {
  const voice = await requireVoice(request);
  if (voice.paths === null) throw damaged(voice.name, 'The catalogue names no model for it.');
  return { voice, paths: voice.paths, config: await readVoiceConfig(voice.paths.config) };
}

/** sha256 of the model, which must be the one the catalogue knows. */
async function modelDigest(voice: InstalledVoice, paths: VoicePaths): Promise<string> {
  const sha256 = await fileDigest(paths.model, 'sha256');
  const expected = voice.modelFile?.digest;
  if (!expected) return sha256;
  const found = expected.algorithm === 'sha256' ? sha256 : await fileDigest(paths.model, expected.algorithm);
  if (found === expected.hex) return sha256;
  throw damaged(voice.name, `${paths.model} is not the file the catalogue knows.`);
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

const damaged = (voice: string, why: string): UserError =>
  new UserError(
    { code: CODES.voiceDamaged, what: `The voice ${voice} is damaged.`, why, fix: `e2a voices pull ${voice}` },
    EXIT.unavailable,
  );
