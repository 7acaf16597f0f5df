import { type Catalogue, type CatalogueVoice, isVoiceName, loadCatalogue, type VoiceFile } from './catalogue.js';

/** A file of somebody's own voice, as it lies in another place than this machine. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: number;
  /** sha256, hex. */
  readonly digest: string;
}

/** What a file of somebody's own voice is to its engine; null for one that is none of it. */
function roleOf(file: string, voice: string): string | null {
  if (file === `${voice}.onnx` || file === 'model.onnx') return 'model';
  if (file === `${voice}.onnx.json`) return 'config';
  if (file.endsWith('.bin')) return 'style';
  return file === CARD ? CARD : null;
}

/** Piper's voices and Kokoro's. */
const WHOLE = [
  ['model', 'config'],
  ['model', 'style'],
] as const;
const CARD = 'MODEL_CARD';

/**
 * The catalogue, and in it a voice of somebody's own when these are its files: so it can be fetched like any other.
 * @param files of a folder that is named after the voice
 */
export async function voiceCatalogue(name: string, files: readonly OwnFile[]): Promise<Catalogue> {
  const catalogue = await loadCatalogue();
  if (catalogue.voices.some((voice) => voice.name === name) || !isVoiceName(name)) return catalogue;
  const own = files.flatMap(({ name: file, bytes, digest }): VoiceFile[] => {
    const as = roleOf(file, name);
    return as === null ? [] : [{ name: file, as, bytes, digest: { algorithm: 'sha256', hex: digest } }];
  });
  const isWhole = WHOLE.some((roles) => roles.every((role) => own.some(({ as }) => as === role)));
  return isWhole ? { ...catalogue, voices: [...catalogue.voices, ownVoice(name, own)] } : catalogue;
}

const ownVoice = (name: string, files: readonly VoiceFile[]): CatalogueVoice => ({
  ...{
    name,
    engine: files.some(({ as }) => as === 'style') ? 'kokoro' : 'piper',
    language: 'mul',
    sampleRate: 0,
    quality: 'your own',
    speakers: 1,
    defaultFor: [],
  },
  ...{ licenceName: 'see its card', licence: 'It is a voice of your own.', remark: '', card: CARD },
  parts: [{ folder: name, files, sources: [] }],
});
