import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openKokoroEngine } from '../../../../src/speech/engines/kokoro/kokoro-engine.js';
import { patchSeed, SEED_PATCH_VERSION } from '../../../../src/speech/engines/onnx-graph/index.js';
import { patchedModel } from '../../../../src/speech/engines/patched-model.js';
import { openPhonemiser } from '../../../../src/speech/engines/phonemes/index.js';
import type { SpeechEngine } from '../../../../src/speech/index.js';
import { type TinyExport, tinyKokoro, tinyStyle } from '../../../support/tiny-kokoro.js';

export interface TinyFiles {
  /** Absolute paths. */
  readonly model: string;
  readonly style: string;
}

/** A model of that kind and a style, as they lie in a voice's folder. */
export async function tinyFiles(folder: string, variant: TinyExport = {}): Promise<TinyFiles> {
  const bytes = tinyKokoro(variant);
  const place = join(folder, createHash('sha256').update(bytes).digest('hex').slice(0, 12));
  await mkdir(place, { recursive: true });
  const files = { model: join(place, 'model.onnx'), style: join(place, 'af_tiny.bin') };
  await writeFile(files.model, bytes);
  await writeFile(files.style, tinyStyle());
  return files;
}

/** A slot that speaks with it. */
export async function openTiny(files: TinyFiles): Promise<SpeechEngine> {
  const digest = 'd1'.repeat(32);
  const model = await patchedModel({ model: files.model, digest, version: SEED_PATCH_VERSION, patch: patchSeed });
  return openKokoroEngine({
    facts: {
      engine: 'kokoro',
      engineVersion: 'test',
      voice: 'af_tiny',
      language: 'en-us',
      modelDigest: digest,
      voiceDigest: '',
      phonemiser: 'espeak-ng',
      licence: '',
    },
    language: 'a',
    files: { model, style: files.style },
    phonemiser: openPhonemiser({ language: 'en-us', ties: true }),
  });
}
