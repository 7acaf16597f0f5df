import type { Settings } from '../../config/index.js';
import type { HostOptions } from '../../host/index.js';
import { enginePlace } from '../../ordering/index.js';
import type { CommandContext } from '../surroundings.js';
import { loadDevices, loadSpeech, loadStatus } from '../wiring.js';
import type { HostDevice } from './decide-devices.js';

interface DeviceOptions extends Pick<HostOptions, 'deviceMismatch' | 'deviceMemory'> {
  readonly device: string;
  readonly openEngine: (request: EngineRequest) => Promise<SpeechEngine>;
}

type EngineRequest = Parameters<Speech['openSpeechEngine']>[0];
type SpeechEngine = Awaited<ReturnType<Speech['openSpeechEngine']>>;
type Speech = Awaited<ReturnType<typeof loadSpeech>>;

/** The part of a host's options that says what its slots run on. */
export async function deviceOptions(
  device: HostDevice,
  settings: Settings,
  { env, clock }: Pick<CommandContext, 'env' | 'clock'>,
): Promise<DeviceOptions> {
  const { openSpeechEngine } = await loadSpeech();
  const place = enginePlace(settings);
  if (device.type === 'cpu') {
    const wished = device.mismatch ? { deviceMismatch: true as const } : {};
    return { device: 'cpu', ...wished, openEngine: (request) => openSpeechEngine({ ...request, ...place }) };
  }
  const [{ deviceWords }, { deviceMemoryLately }] = await Promise.all([loadDevices(), loadStatus()]);
  const { uuid } = device.gpu;
  const cuda = { type: 'cuda', gpu: uuid, environment: env } as const;
  return {
    device: deviceWords(device.gpu),
    deviceMemory: deviceMemoryLately(uuid, clock),
    openEngine: (request) => openSpeechEngine({ ...request, ...place, device: cuda }),
  };
}

/** In few words: `cpu`, `NVIDIA L4`. */
export const deviceName = (device: HostDevice): string => (device.type === 'cpu' ? 'cpu' : device.gpu.name);
