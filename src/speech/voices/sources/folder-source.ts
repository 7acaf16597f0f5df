import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileLength } from '../file-length.js';
import { copyStream } from './copy-stream.js';
import { type NamedSource, SourceError } from './source.js';

/** Files somebody has put into a folder, beside one another or in folders as the voices folder has them. */
export function folderSource(folder: string, partFolder: string): NamedSource {
  return {
    what: `the folder ${folder}`,
    placeOf: (file) => file,
    open: async () => ({
      copy: async (request) => {
        for (const path of [join(folder, partFolder, request.place), join(folder, request.place)]) {
          if ((await fileLength(path)) !== null) return copyStream(createReadStream(path), request, 0);
        }
        throw new SourceError(`it holds no ${partFolder}/${request.place} and no ${request.place}`);
      },
      close: async () => undefined,
    }),
  };
}
