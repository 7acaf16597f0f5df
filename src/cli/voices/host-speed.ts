import type { Settings } from '../../config/index.js';
import type { Clock } from '../../core/index.js';
import type { Host } from '../../host/index.js';
import { noteSpeed, USUAL_CHARACTERS_PER_SECOND } from '../../ordering/index.js';

/** What a host found out while it spoke, when it leaves; characters are taken for so much speech as is usual. */
export async function noteHostSpeed(
  { profile, charactersPerSecond }: Pick<Host, 'profile' | 'charactersPerSecond'>,
  device: string,
  { dataFolder }: Pick<Settings, 'dataFolder'>,
  clock: Clock,
): Promise<void> {
  const speed = charactersPerSecond();
  if (profile === null || speed === null) return;
  const timesRealTime = speed / USUAL_CHARACTERS_PER_SECOND;
  await noteSpeed(dataFolder, profile.voice, { timesRealTime, device, at: clock.now() });
}
