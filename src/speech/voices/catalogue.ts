import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CODES, EXIT, UserError } from '../../core/index.js';

/** A name that can become a file name and nothing else. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Sources and files lie under a folder: relative, never out of it. */
const FOLDER = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)+$/;

const digestSchema = z.object({
  algorithm: z.enum(['sha256', 'md5']),
  hex: z.string().regex(/^[0-9a-f]{32,64}$/),
});

const fileSchema = z.object({
  name: z.string().regex(NAME),
  /** null where the sources do not agree on a length. */
  bytes: z.number().int().positive().nullable(),
  /** null where it cannot be known; such a file is small and is checked by reading it. */
  digest: digestSchema.nullable(),
});

const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hub'), path: z.string().regex(FOLDER) }),
  z.object({
    kind: z.literal('pypi-wheel'),
    package: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    version: z.string().regex(/^\d+(?:\.\d+)*$/),
    folder: z.string().regex(FOLDER),
  }),
]);

const voiceSchema = z.object({
  name: z.string().regex(NAME),
  engine: z.string(),
  /** BCP 47, lower case. */
  language: z.string(),
  /** Hz. */
  sampleRate: z.number().int().positive(),
  quality: z.string(),
  /** Primary language tags this voice is taken for when the user names none. */
  defaultFor: z.array(z.string()),
  /** For a person, before first use. */
  licence: z.string().min(1),
  /** Which of the files is the licence card. */
  card: z.string().nullable(),
  files: z.array(fileSchema),
  /** In the order they are tried. */
  sources: z.array(sourceSchema),
});

const catalogueSchema = z.object({ hub: z.url(), voices: z.array(voiceSchema) });

export type FileDigest = z.infer<typeof digestSchema>;
export type VoiceFile = z.infer<typeof fileSchema>;
export type VoiceSource = z.infer<typeof sourceSchema>;
export type CatalogueVoice = z.infer<typeof voiceSchema>;
export type Catalogue = z.infer<typeof catalogueSchema>;

/** The catalogue that comes with e2a; three folders up from here in `src` and in `dist`. */
export const CATALOGUE_FILE = fileURLToPath(new URL('../../../config/voices.json', import.meta.url));

/** @throws UserError (exit 2, `configInvalid`) that says where the file is wrong. */
export async function loadCatalogue(file: string = CATALOGUE_FILE): Promise<Catalogue> {
  return parseCatalogue(await readFile(file, 'utf8'), file);
}

/** @param from what to call the text in an error. */
export function parseCatalogue(text: string, from: string): Catalogue {
  try {
    return catalogueSchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UserError(
      { code: CODES.configInvalid, what: `The voice catalogue ${from} cannot be read.`, why },
      EXIT.usage,
      { cause: error },
    );
  }
}

/** The voice taken for a language when the user names none; undefined when the catalogue has none. */
export function defaultVoice(catalogue: Catalogue, language: string): CatalogueVoice | undefined {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  return catalogue.voices.find((voice) => voice.defaultFor.includes(primary));
}

export const isVoiceName = (name: string): boolean => NAME.test(name);
