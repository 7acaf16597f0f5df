import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSpeech } from '../wiring.js';

/** Where NVIDIA's driver on Linux shows a folder for each of its GPUs: to look there starts no program and wakes no card. */
const DRIVER_FOLDER = '/proc/driver/nvidia/gpus';
const UNKNOWN = 'an NVIDIA GPU';

/**
 * That there is a GPU which nobody has said a word about, and how to use it; null where there is none, or the engine
 * would have nothing from it.
 */
export async function idleGpusNote(engine: string, folder: string = DRIVER_FOLDER): Promise<string | null> {
  const gpus = await readdir(folder).catch(() => []);
  if (gpus.length === 0) return null;
  const { cudaPart, runsOnGpu } = await loadSpeech();
  if (!cudaPart().possible || !runsOnGpu(engine)) return null;
  const names = await Promise.all(gpus.toSorted().map((gpu) => modelOf(join(folder, gpu))));
  return `The CPU speaks, and here is ${names.join(', and ')}: --gpu all has it speak, or says what is missing; --gpu none ends this note.`;
}

async function modelOf(folder: string): Promise<string> {
  const facts = await readFile(join(folder, 'information'), 'utf8').catch(() => '');
  return /^Model:\s*(\S.*?)\s*$/m.exec(facts)?.[1] ?? UNKNOWN;
}
