import { type Catalogue, type CatalogueVoice, isVoiceName, loadCatalogue, type VoiceFile } from './catalogue.js';

/** A file of somebody's own voice, as it lies in another place than this machine. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: number;
  /** sha256, hex. */
  readonly digest: string;
}

/** What a Piper voice of somebody's own may consist of. */
const rolesIn = (voice: string): Readonly<Record<string, string>> => ({
  [`${voice}.onnx`]: 'model',
  [`${voice}.onnx.json`]: 'config',
  MODEL_CARD: 'MODEL_CARD',
});

/**
 * The catalogue, and in it a voice of somebody's own when these are its files: so it can be fetched like any other.
 * @param files of a folder that is named after the voice
 */
export async function voiceCatalogue(name: string, files: readonly OwnFile[]): Promise<Catalogue> {
  const catalogue = await loadCatalogue();
  if (catalogue.voices.some((voice) => voice.name === name) || !isVoiceName(name)) return catalogue;
  const roles = rolesIn(name);
  const own = files.flatMap(({ name: file, bytes, digest }): VoiceFile[] => {
    const as = Object.hasOwn(roles, file) ? roles[file] : undefined;
    return as === undefined ? [] : [{ name: file, as, bytes, digest: { algorithm: 'sha256', hex: digest } }];
  });
  const isWhole = ['model', 'config'].every((role) => own.some(({ as }) => as === role));
  return isWhole ? { ...catalogue, voices: [...catalogue.voices, ownVoice(name, own)] } : catalogue;
}

const ownVoice = (name: string, files: readonly VoiceFile[]): CatalogueVoice => ({
  ...{ name, engine: 'piper', language: 'mul', sampleRate: 0, quality: 'your own', speakers: 1, defaultFor: [] },
  ...{ licenceName: 'see its card', licence: 'It is a voice of your own.', remark: '', card: 'MODEL_CARD' },
  parts: [{ folder: name, files, sources: [] }],
});
