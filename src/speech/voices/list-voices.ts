import { type Catalogue, type CatalogueVoice, loadCatalogue, sizeOf } from './catalogue.js';
import { namesIn, ownFiles } from './own-voices.js';
import { readVoiceConfig } from './voice-config.js';
import { isInstalled } from './voice-files.js';

/** A line of the list of voices. */
export interface VoiceListing {
  readonly name: string;
  readonly engine: string;
  /** BCP 47, lower case. */
  readonly language: string;
  readonly quality: string;
  readonly speakers: number;
  /** In a few words. */
  readonly licence: string;
  /** To fetch; 0 where there is nothing to fetch. */
  readonly bytes: number;
  readonly installed: boolean;
  readonly defaultFor: readonly string[];
  /** A voice the catalogue does not know, put there by the user. */
  readonly own: boolean;
}

/** The catalogue's voices, then the user's own, by name. */
export async function listVoices(folder: string, catalogue?: Catalogue): Promise<readonly VoiceListing[]> {
  const known = (catalogue ?? (await loadCatalogue())).voices;
  const present = new Set(await namesIn(folder));
  const listed = await Promise.all(known.map((voice) => listing(voice, present, folder)));
  const parts = new Set(known.flatMap((voice) => [voice.name, ...voice.parts.map((part) => part.folder)]));
  const own = await Promise.all(
    [...present].filter((name) => !parts.has(name)).map((name) => ownListing(name, folder)),
  );
  return [...listed, ...own.filter((voice) => voice !== null)];
}

/** Of hundreds of voices few are here: only those of which something is there are looked at. */
async function listing(voice: CatalogueVoice, present: ReadonlySet<string>, folder: string): Promise<VoiceListing> {
  const mayBeHere = voice.parts.every((part) => present.has(part.folder));
  const { name, engine, language, quality, speakers, defaultFor, licenceName } = voice;
  return {
    ...{ name, engine, language, quality, speakers, defaultFor, licence: licenceName, bytes: sizeOf(voice) },
    installed: mayBeHere && (await isInstalled(voice, folder)),
    own: false,
  };
}

async function ownListing(name: string, folder: string): Promise<VoiceListing | null> {
  const own = await ownFiles(name, folder);
  if (!own) return null;
  const config = own.engine === 'piper' ? await readVoiceConfig(own.files.config).catch(() => null) : null;
  return {
    ...{ name, engine: own.engine, quality: 'your own', licence: 'see its card', bytes: 0, defaultFor: [] },
    language: own.engine === 'kokoro' ? own.language : (config?.language ?? 'unreadable'),
    speakers: config?.speakers ?? 1,
    installed: true,
    own: true,
  };
}
