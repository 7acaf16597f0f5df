import type { Settings } from '../../config/index.js';
import { knownVoices } from '../../ordering/index.js';
import { CPU, type HostDevice } from '../devices/decide-devices.js';
import { idleGpusNote } from '../devices/idle-gpus.js';
import { devicesLine, placeVoice } from '../devices/placed-voice.js';
import type { CommandContext } from '../surroundings.js';
import { USUAL_LANGUAGE, usualChoice } from './usual-voice.js';

/** What speaks on this machine, and what a person should know of it; null: nothing. */
export interface Speakers {
  readonly devices: readonly HostDevice[];
  readonly note: string | null;
}

/**
 * Proves the GPUs that are meant with the voice that is taken when nobody names one.
 * @param isGpuGiven somebody has said what is to speak, and needs no word about GPUs
 * @throws UserError as `decideHostDevices` and `chooseVoice`
 */
export async function speakersHere(
  settings: Settings,
  isGpuGiven: boolean,
  context: CommandContext,
): Promise<Speakers> {
  if (settings.gpu === 'none')
    return { devices: [CPU], note: isGpuGiven ? null : await idleNote(settings).catch(() => null) };
  const placed = await placeVoice(settings, USUAL_LANGUAGE, await knownVoices(settings), context);
  const line = await devicesLine(placed);
  return { devices: placed.devices, note: line === null ? null : `${line} ${CPU_ALL_THE_SAME}` };
}

const CPU_ALL_THE_SAME = 'Voices of engines that use no GPU, and what the page says aloud, are spoken on the CPU.';

const idleNote = async (settings: Settings): Promise<string | null> =>
  idleGpusNote((await usualChoice(settings, 'cpu')).engine);
