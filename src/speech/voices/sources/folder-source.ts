import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileLength } from '../file-length.js';
import { copyStream } from './copy-stream.js';
import { type OpenSource, SourceError } from './source.js';

/** Files somebody has put into a folder, beside one another or in a folder named after the voice. */
export function folderSource(folder: string, voice: string): OpenSource {
  return {
    copy: async (request) => {
      const { name } = request.file;
      for (const path of [join(folder, voice, name), join(folder, name)]) {
        if ((await fileLength(path)) !== null) return copyStream(createReadStream(path), request, 0);
      }
      throw new SourceError(`it holds no ${name}`);
    },
    close: async () => undefined,
  };
}
