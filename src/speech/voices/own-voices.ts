import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isVoiceName } from './catalogue.js';
import { fileLength } from './file-length.js';

const MODEL_SUFFIX = '.onnx';
const CONFIG_SUFFIX = '.onnx.json';
/** Beside each model may lie its seeded copy; that is no voice. */
const SEEDED_COPY = /\.patched-v\d+\.onnx(?:\.json)?$/;

/** A voice of the user's own: its files by what its engine calls them. */
export type OwnVoice =
  | { readonly engine: 'piper'; readonly files: Readonly<Record<'model' | 'config', string>> }
  | {
      readonly engine: 'kokoro';
      readonly files: Readonly<Record<'model' | 'style', string>>;
      /** BCP 47, lower case. */
      readonly language: string;
    };

/** A Piper voice, in the folder or in one named after it, or a Kokoro voice in one named after it; null when files are missing. */
export const ownFiles = async (name: string, folder: string): Promise<OwnVoice | null> =>
  (await ownPiper(name, folder)) ?? ownKokoro(join(folder, name));

async function ownPiper(name: string, folder: string): Promise<OwnVoice | null> {
  for (const place of [join(folder, name), folder]) {
    const files = { model: join(place, name + MODEL_SUFFIX), config: join(place, name + CONFIG_SUFFIX) };
    if ((await fileLength(files.model)) !== null && (await fileLength(files.config)) !== null)
      return { engine: 'piper', files };
  }
  return null;
}

/** By the first letter of a style's name. */
const STYLE_LANGUAGES: Readonly<Record<string, string>> = {
  a: 'en-us',
  b: 'en-gb',
  e: 'es-es',
  f: 'fr-fr',
  h: 'hi-in',
  i: 'it-it',
  j: 'ja-jp',
  p: 'pt-br',
  z: 'zh-cn',
};
const KOKORO_MODEL = 'model.onnx';
const STYLE_SUFFIX = '.bin';

/** `model.onnx` and one style, `af_heart.bin`: an export of Kokoro, or a style, that the catalogue has not. */
async function ownKokoro(place: string): Promise<OwnVoice | null> {
  const names: readonly string[] = await readdir(place).catch(() => []);
  const [style, another] = names.filter((name) => name.endsWith(STYLE_SUFFIX));
  if (style === undefined || another !== undefined || !names.includes(KOKORO_MODEL)) return null;
  const files = { model: join(place, KOKORO_MODEL), style: join(place, style) };
  return { engine: 'kokoro', files, language: STYLE_LANGUAGES[style[0] ?? ''] ?? 'mul' };
}

/** What could be voices, by their names, in order. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => {
    if (entry.isDirectory()) return [entry.name];
    const isModel = entry.name.endsWith(MODEL_SUFFIX) && !SEEDED_COPY.test(entry.name);
    return isModel ? [entry.name.slice(0, -MODEL_SUFFIX.length)] : [];
  });
  return [...new Set(names)].filter(isVoiceName).sort();
}
