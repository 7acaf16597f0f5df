/** Sounds kept, in bytes: twenty characters a second of WAV are 48 kB, so some 60 previews of the greatest length. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** Sounds by key; the ones asked for longest ago go first. */
export interface SoundCache {
  get(key: string): Uint8Array | null;
  put(key: string, sound: Uint8Array): void;
}

export function createSoundCache(most = KEPT_BYTES): SoundCache {
  const sounds = new Map<string, Uint8Array>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= sounds.get(key)?.length ?? 0;
    sounds.delete(key);
  };
  return {
    get(key) {
      const sound = sounds.get(key);
      if (sound === undefined) return null;
      sounds.delete(key);
      sounds.set(key, sound);
      return sound;
    },
    put(key, sound) {
      drop(key);
      if (sound.length > most) return;
      sounds.set(key, sound);
      bytes += sound.length;
      for (const oldest of sounds.keys()) {
        if (bytes <= most) return;
        drop(oldest);
      }
    },
  };
}
