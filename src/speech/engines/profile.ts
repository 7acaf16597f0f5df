import { createHash } from 'node:crypto';
import type { Profile } from '../speech-engine.js';
import { TRIMMING_VERSION } from '../trimming-version.js';
import { SEED_PATCH_VERSION } from './onnx-graph/index.js';

/** A profile before it has its name, and what else decides the sound. */
export interface VoiceFacts extends Omit<Profile, 'id'> {
  /** Digest of the voice's description (alphabet, scales, rate); empty where there is none. */
  readonly voiceDigest: string;
}

const ID_DIGITS = 12;

export function profileOf(facts: VoiceFacts): Profile {
  const { voiceDigest, ...profile } = facts;
  const parts = [
    facts.engine,
    facts.engineVersion,
    facts.voice,
    facts.modelDigest,
    voiceDigest,
    SEED_PATCH_VERSION,
    facts.phonemiser,
    TRIMMING_VERSION,
  ];
  const id = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, ID_DIGITS);
  return { id, ...profile };
}
