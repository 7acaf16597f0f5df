import { readFile } from 'node:fs/promises';
import { type Catalogue, type CatalogueVoice, loadCatalogue } from './catalogue.js';
import { installedVoice } from './installed-voice.js';
import { type FoundFile, foundFiles, isInstalled } from './voice-files.js';
import { sourcesOf } from './voice-sources.js';

/** Everything a person may want to know of one voice. */
export interface VoiceFacts {
  readonly voice: CatalogueVoice;
  readonly installed: boolean;
  readonly files: readonly FoundFile[];
  /** What its card says; null while it is not here. */
  readonly card: string | null;
  /** In words, in the order they are tried. */
  readonly sources: readonly string[];
}

/** Characters of a card that are shown. */
const CARD_LIMIT = 20_000;

/** @throws UserError as `installedVoice` does: unknown voices (exit 5), a damaged one of the user's own (7) */
export async function voiceFacts(name: string, folder: string, catalogue?: Catalogue): Promise<VoiceFacts> {
  const known = catalogue ?? (await loadCatalogue());
  const voice = known.voices.find((candidate) => candidate.name === name) ?? (await asListed(name, folder, known));
  const files = await foundFiles(voice, folder);
  const card = files.find(({ file, state }) => file.name === voice.card && state !== 'missing');
  const sources = voice.parts.flatMap((part) => sourcesOf(part, known, {}).map(({ what }) => what));
  return {
    voice,
    installed: await isInstalled(voice, folder),
    files,
    card: card === undefined ? null : (await readFile(card.path, 'utf8')).slice(0, CARD_LIMIT),
    sources: [...new Set(sources)],
  };
}

/** A voice of the user's own, as the catalogue would have it. */
async function asListed(name: string, folder: string, catalogue: Catalogue): Promise<CatalogueVoice> {
  const { engine, language, sampleRate, licence } = await installedVoice(name, folder, catalogue);
  return {
    ...{ name, engine, language, sampleRate, licence, licenceName: 'see its card', quality: 'your own', speakers: 1 },
    ...{ defaultFor: [], remark: '', card: null, parts: [] },
  };
}
