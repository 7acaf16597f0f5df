import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, isJsonObject, parseJson } from '../../core/index.js';
import { writeWhole } from '../whole-file.js';

/** How fast a voice speaks on this machine, when it was last measured. */
export interface VoiceSpeed {
  /** Seconds of speech made in a second, by one slot. */
  readonly timesRealTime: number;
  /** `cpu`, `NVIDIA H100 (GPU-abc…)`. */
  readonly device: string;
  readonly at: Instant;
}

export type VoiceSpeeds = Readonly<Record<string, VoiceSpeed>>;

const FILE = 'speeds.json';
/** More voices than anybody tries; the oldest go. */
const MOST_KEPT = 500;

/** By the voice's name. What cannot be read is as good as never measured. */
export async function readSpeeds(dataFolder: string): Promise<VoiceSpeeds> {
  const text = await readFile(join(dataFolder, FILE), 'utf8').catch(() => '{}');
  const stored = parseJson(text);
  if (!stored.ok || !isJsonObject(stored.value)) return {};
  return Object.fromEntries(
    Object.entries(stored.value).flatMap(([name, entry]) => {
      if (!isJsonObject(entry)) return [];
      const { timesRealTime, device, at } = entry;
      const isWhole = typeof timesRealTime === 'number' && typeof device === 'string' && typeof at === 'number';
      return isWhole ? [[name, { timesRealTime, device, at }]] : [];
    }),
  );
}

/** Never fails: where nothing can be remembered, or another process writes at the same time, it is measured again some time. */
export async function noteSpeed(dataFolder: string, voice: string, speed: VoiceSpeed): Promise<void> {
  const all = { ...(await readSpeeds(dataFolder)), [voice]: speed };
  const kept = Object.entries(all)
    .toSorted(([, a], [, b]) => b.at - a.at)
    .slice(0, MOST_KEPT);
  const text = `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
  await mkdir(dataFolder, { recursive: true })
    .then(() => writeWhole(join(dataFolder, FILE), text))
    .catch(() => undefined);
}
