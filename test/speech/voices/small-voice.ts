import { createHash } from 'node:crypto';
import { type Catalogue, parseCatalogue } from '../../../src/speech/voices/index.js';

/** A voice of some kilobytes: its model is not one, everything round it is as in earnest. */
export const SMALL = 'xx_XX-small-low';

export const MODEL = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 251));
export const CONFIG = Buffer.from(
  JSON.stringify({ audio: { sample_rate: 16_000 }, phoneme_id_map: { a: [1] }, language: { code: 'xx_XX' } }),
);
export const STYLE = Buffer.from('a style of a voice');

export const FILES: Readonly<Record<string, Buffer>> = {
  [`${SMALL}.onnx`]: MODEL,
  [`${SMALL}.onnx.json`]: CONFIG,
  MODEL_CARD: Buffer.from('Licence: CC0'),
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Two voices that share a model: one of each kind of source. */
export const SHARED = { model: 'big-model', styles: 'styles', voice: 'two-parts' } as const;

export function smallCatalogue(hub: string): Catalogue {
  const piper = {
    name: SMALL,
    bytes: MODEL.length,
    md5: createHash('md5').update(MODEL).digest('hex'),
    sha256: sha256(MODEL),
    licence: 'cc0',
    sources: [{ kind: 'pypi-wheel', package: 'small-voice', version: '1.0.0', folder: 'small_voice/data/' }],
  };
  return catalogueOf(hub, { piper: [piper] });
}

/** A model in two wheels and a style in a tarball, as Kokoro has them. */
export function sharedCatalogue(hub: string): Catalogue {
  const parts = [1, 2].map((n) => ({ package: `big-model-${n}`, path: `big_model_${n}/part.bin` }));
  const model = {
    folder: SHARED.model,
    files: [{ name: 'model.onnx', as: 'model', bytes: MODEL.length, sha256: sha256(MODEL) }, { name: 'NOTICE' }],
    sources: [{ kind: 'pypi-parts', file: 'model.onnx', version: '0.1.0', parts, holds: { NOTICE: 'big/NOTICE' } }],
  };
  const styles = {
    folder: SHARED.styles,
    files: [{ name: 'one.bin', as: 'style', bytes: STYLE.length, sha256: sha256(STYLE) }],
    sources: [{ kind: 'npm-tarball', package: 'small-styles', version: '1.2.1', folder: 'package/voices/' }],
  };
  const voice = {
    ...{ name: SHARED.voice, engine: 'kokoro', language: 'en-us', sampleRate: 24_000, quality: 'big', licence: 'cc0' },
    card: 'NOTICE',
    needs: { [SHARED.model]: ['model.onnx', 'NOTICE'], [SHARED.styles]: ['one.bin'] },
  };
  return catalogueOf(hub, { shared: [model, styles], voices: [voice, { ...voice, name: 'two-parts-again' }] });
}

const catalogueOf = (hub: string, more: object): Catalogue =>
  parseCatalogue(
    JSON.stringify({ hubs: { piper: hub }, licences: { cc0: { short: 'CC0', text: 'CC0' } }, ...more }),
    'test',
  );
