import { type EnglishData, type EnglishFiles, readEnglishData } from './voice-files.js';

/** What readers of this process hold, by what it is; it goes with the last of them. */
const held = new Map<string, WeakRef<EnglishData>>();
/** Being read: many slots open at once, one of them does the work. */
const beingRead = new Map<string, Promise<EnglishData>>();

/**
 * What English needs, once for all readers of the same files: it takes 15 MB, and a machine has a reader for each core.
 * @throws UserError as `readEnglishData`
 */
export async function sharedEnglishData(files: EnglishFiles): Promise<EnglishData> {
  if (files.digest === undefined) return readEnglishData(files);
  const key = [files.folder, files.accent, files.digest].join('\n');
  const known = held.get(key)?.deref() ?? beingRead.get(key);
  if (known !== undefined) return known;
  const reading = readEnglishData(files).finally(() => beingRead.delete(key));
  beingRead.set(key, reading);
  const data = await reading;
  held.set(key, new WeakRef(data));
  return data;
}
