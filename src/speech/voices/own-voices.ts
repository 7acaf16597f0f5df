import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isVoiceName } from './catalogue.js';
import { fileLength } from './file-length.js';

const MODEL_SUFFIX = '.onnx';
const CONFIG_SUFFIX = '.onnx.json';
/** Beside each model may lie its seeded copy; that is no voice. */
const SEEDED_COPY = /\.patched-v\d+\.onnx(?:\.json)?$/;

/** The user's own Piper voice, in the folder or in one named after it; null when both of its files are not there. */
export async function ownFiles(
  name: string,
  folder: string,
): Promise<Readonly<Record<'model' | 'config', string>> | null> {
  for (const place of [join(folder, name), folder]) {
    const files = { model: join(place, name + MODEL_SUFFIX), config: join(place, name + CONFIG_SUFFIX) };
    if ((await fileLength(files.model)) !== null && (await fileLength(files.config)) !== null) return files;
  }
  return null;
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
