import type { VoiceChoice } from '../../ordering/index.js';
import { type AskDevices, deviceBeside, devicesLine, devicesOnce, type PlacedVoice } from './placed-voice.js';
import { idleGpusNote } from './idle-gpus.js';

/** Who finds out for one command, however many books it has, what its voices speak on. */
export interface DeviceDesk {
  readonly ask: AskDevices;
  /** That a GPU stands idle: once. */
  readonly idleGpus: (engine: string) => Promise<string | null>;
}

/** @param isGpuGiven somebody has said what is to speak, and needs no word about GPUs */
export function deviceDesk(isGpuGiven: boolean, lookAt = idleGpusNote): DeviceDesk {
  let isTold = isGpuGiven;
  const idleGpus = async (engine: string): Promise<string | null> => {
    if (isTold) return null;
    const note = await lookAt(engine);
    isTold = note !== null;
    return note;
  };
  return { ask: devicesOnce(), idleGpus };
}

/** What speaks a book, where that is not what everybody thinks of. */
export async function devicesNotes(
  placed: PlacedVoice,
  others: readonly VoiceChoice[],
  desk: Pick<DeviceDesk, 'idleGpus'>,
): Promise<readonly (string | null)[]> {
  const line = await devicesLine(placed);
  if (line === null) return [await desk.idleGpus(placed.engine)];
  const beside = await Promise.all(
    others.map(async ({ engine, voice }) =>
      (await deviceBeside(engine, placed.devices)).type === 'gpu'
        ? null
        : `${voice} speaks on the CPU: the engine ${engine} uses no GPU.`,
    ),
  );
  return [line, ...beside];
}
