import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { catalogueFileSchema } from './catalogue-file.js';
import type { Catalogue } from './catalogue-voice.js';
import { expandCatalogue } from './expand-catalogue.js';

export { isVoiceName } from './catalogue-file.js';
export * from './catalogue-voice.js';

/** The catalogue that comes with e2a; three folders up from here in `src` and in `dist`. */
export const CATALOGUE_FILE = fileURLToPath(new URL('../../../config/voices.json', import.meta.url));

/** @throws UserError (exit 2, `configInvalid`) that says where the file is wrong. */
export async function loadCatalogue(file: string = CATALOGUE_FILE): Promise<Catalogue> {
  return parseCatalogue(await readFile(file, 'utf8'), file);
}

/** @param from what to call the text in an error. */
export function parseCatalogue(text: string, from: string): Catalogue {
  try {
    return expandCatalogue(catalogueFileSchema.parse(JSON.parse(text)));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UserError(
      { code: CODES.configInvalid, what: `The voice catalogue ${from} cannot be read.`, why },
      EXIT.usage,
      { cause: error },
    );
  }
}
