import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, digestInPlace, type RenditionFile } from '../../client/index.js';
import { CODES, EXIT, type JobId, UserError } from '../../core/index.js';
import type { OutputPlace } from './output-path.js';

/** How what was made comes into its place. */
export interface Delivery {
  /** Whether all of it is there already. */
  holds(files: readonly RenditionFile[]): Promise<boolean>;
  /** @throws UserError (exit 2) when something else is there: better now than after hours of speech */
  demandFree(): Promise<void>;
  /** @returns absolute paths, sound first */
  bring(client: Client, job: JobId, force: boolean): Promise<readonly string[]>;
}

export const deliveryTo = ({ path, isFolder }: OutputPlace): Delivery => (isFolder ? intoFolder(path) : asFile(path));

const asFile = (path: string): Delivery => ({
  holds: async (files) => (await digestInPlace(path)) === files[0]?.digest,
  demandFree: async () => {
    if ((await digestInPlace(path)) !== null) throw occupied(path);
  },
  bring: async (client, job, force) => [(await client.fetch({ job, pathFor: () => path, force })).path],
});

const intoFolder = (path: string): Delivery => ({
  holds: async (files) => {
    const digests = await Promise.all(files.map(({ name }) => digestInPlace(join(path, name))));
    return digests.every((digest, i) => digest === files[i]?.digest);
  },
  demandFree: async () => {
    if (await hasFiles(path)) throw occupied(path);
  },
  bring: async (client, job, force) => (await client.fetchFolder({ job, folderFor: () => path, force })).paths,
});

/** A file in the folder's place has the folder's name, too. */
const hasFiles = (path: string): Promise<boolean> =>
  readdir(path).then(
    (names) => names.length > 0,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );

const occupied = (path: string): UserError =>
  new UserError(
    {
      code: CODES.outputExists,
      what: `${path} is there already.`,
      why: 'It was not made by this order (another voice, format or word list, other chapters, or another book), or it was changed since.',
      fix: 'name another place with --output, or write over it with --force',
    },
    EXIT.usage,
  );
