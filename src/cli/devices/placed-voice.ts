import type { Settings } from '../../config/index.js';
import { chooseVoice, type KnownVoice, type SpokenOn, type VoiceChoice } from '../../ordering/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadSpeech } from '../wiring.js';
import { CPU, decideHostDevices, type HostDevice } from './decide-devices.js';

/** A voice, and what speaks it on this machine: a host for each. */
export interface PlacedVoice extends VoiceChoice {
  readonly devices: readonly HostDevice[];
  /** What a CPU would speak; with a voice or an engine that was named, the same. */
  readonly onCpu: string;
}

/** Finds out what a voice speaks on. @throws UserError as `decideHostDevices` */
export type AskDevices = typeof decideHostDevices;

/** Asks once for each voice: a shelf of books in one language has one proof. */
export function devicesOnce(ask: AskDevices = decideHostDevices): AskDevices {
  const asked = new Map<string, ReturnType<AskDevices>>();
  return (settings, voice, context) => {
    const key = `${voice.engine} ${voice.voice}`;
    const answer = asked.get(key) ?? ask(settings, voice, context);
    asked.set(key, answer);
    return answer;
  };
}

/**
 * As `chooseVoice`, on what the settings want it to speak on. Where `auto` finds no GPU it is the voice that a CPU speaks
 * best: what a GPU would have spoken is not.
 * @throws UserError as `chooseVoice` and `decideHostDevices`
 */
export async function placeVoice(
  settings: Settings,
  language: string,
  known: readonly KnownVoice[],
  context: CommandContext,
  ask: AskDevices = decideHostDevices,
): Promise<PlacedVoice> {
  const voiceOn = (on: SpokenOn): VoiceChoice => chooseVoice(settings, language, known, on);
  const hoped = voiceOn(settings.gpu === 'none' ? 'cpu' : 'gpu');
  const devices = await ask(settings, hoped, context);
  const onCpu = voiceOn('cpu');
  return { ...(spokenOn(devices) === 'gpu' ? hoped : onCpu), devices, onCpu: onCpu.voice };
}

export const spokenOn = (devices: readonly HostDevice[]): SpokenOn =>
  devices.some(({ type }) => type === 'gpu') ? 'gpu' : 'cpu';

/** What a voice speaks on beside those that were placed: an engine that uses no GPU has the CPU. */
export async function deviceBeside(engine: string, devices: readonly HostDevice[]): Promise<HostDevice> {
  const { runsOnGpu } = await loadSpeech();
  return (runsOnGpu(engine) ? devices[0] : undefined) ?? CPU;
}

/** What GPUs speak a voice, as they proved it; null: the CPU does. */
export async function devicesLine({ voice, devices, onCpu }: PlacedVoice): Promise<string | null> {
  if (spokenOn(devices) === 'cpu') return null;
  const { deviceWords } = await loadDevices();
  const gpus = devices.flatMap((device) =>
    device.type === 'cpu' ? [] : [`${deviceWords(device.gpu)}, ${timesWords(device.speed)} in its first sentence`],
  );
  const other = onCpu === voice ? '' : ` On the CPU it would be ${onCpu}, which uses no GPU.`;
  return `${voice} speaks on ${gpus.join('; and on ')}.${other}`;
}

/** Ten and more need no tenths. */
const WHOLE_FROM = 10;
const timesWords = (speed: number): string => `${speed.toFixed(speed < WHOLE_FROM ? 1 : 0)} × real time`;
