import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CODES, EXIT, UserError } from '../../core/index.js';

/** What Piper's makers used where a voice file says nothing. */
const DEFAULTS = { noiseScale: 0.667, lengthScale: 1, noiseWidth: 0.8, hopSamples: 256, language: 'en-us' } as const;

const configSchema = z.object({
  audio: z.object({ sample_rate: z.number().int().positive() }),
  espeak: z.object({ voice: z.string() }).optional(),
  phoneme_type: z.string().default('espeak'),
  phoneme_map: z.record(z.string(), z.array(z.string())).default({}),
  phoneme_id_map: z.record(z.string(), z.array(z.number().int().nonnegative())),
  num_speakers: z.number().int().default(1),
  default_speaker_id: z.number().int().nonnegative().default(0),
  inference: z
    .object({
      noise_scale: z.number().default(DEFAULTS.noiseScale),
      length_scale: z.number().positive().default(DEFAULTS.lengthScale),
      noise_w: z.number().default(DEFAULTS.noiseWidth),
    })
    .prefault({}),
  hop_length: z.number().int().positive().default(DEFAULTS.hopSamples),
  language: z.union([z.object({ code: z.string() }), z.string()]).optional(),
});

/** What the `.onnx.json` beside a Piper model says: everything apart from the model that decides the sound. */
export interface VoiceConfig {
  /** Hz. */
  readonly sampleRate: number;
  /** BCP 47, lower case. */
  readonly language: string;
  readonly espeakVoice: string;
  readonly phonemeType: 'espeak' | 'text';
  readonly phonemeMap: Readonly<Record<string, readonly string[]>>;
  readonly phonemeIds: Readonly<Record<string, readonly number[]>>;
  readonly speakers: number;
  readonly defaultSpeaker: number;
  readonly noiseScale: number;
  readonly lengthScale: number;
  readonly noiseWidth: number;
  /** Samples for one frame of the duration output. */
  readonly hopSamples: number;
}

/** @throws UserError (exit 7, `voiceDamaged`) when the file is none, or the voice needs letters turned into sound in a way e2a has not. */
export async function readVoiceConfig(file: string): Promise<VoiceConfig> {
  return parseVoiceConfig(await readFile(file, 'utf8'), file);
}

/** @param from what to call the text in an error. */
export function parseVoiceConfig(text: string, from: string): VoiceConfig {
  const raw = parseRaw(text, from);
  const { phoneme_type: phonemeType } = raw;
  if (phonemeType !== 'espeak' && phonemeType !== 'text') {
    throw damaged(from, `It wants phonemes of the kind "${phonemeType}"; e2a makes "espeak" and "text".`);
  }
  const espeakVoice = raw.espeak?.voice ?? DEFAULTS.language;
  const code = typeof raw.language === 'string' ? raw.language : raw.language?.code;
  return {
    sampleRate: raw.audio.sample_rate,
    language: (code ?? espeakVoice).toLowerCase().replaceAll('_', '-'),
    espeakVoice,
    phonemeType,
    phonemeMap: raw.phoneme_map,
    phonemeIds: raw.phoneme_id_map,
    speakers: raw.num_speakers,
    defaultSpeaker: raw.default_speaker_id,
    noiseScale: raw.inference.noise_scale,
    lengthScale: raw.inference.length_scale,
    noiseWidth: raw.inference.noise_w,
    hopSamples: raw.hop_length,
  };
}

function parseRaw(text: string, from: string): z.infer<typeof configSchema> {
  try {
    return configSchema.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(from, error instanceof z.ZodError ? z.prettifyError(error) : String(error), error);
  }
}

function damaged(from: string, why: string, cause?: unknown): UserError {
  return new UserError(
    { code: CODES.voiceDamaged, what: `The voice description ${from} cannot be used.`, why },
    EXIT.unavailable,
    { cause },
  );
}
