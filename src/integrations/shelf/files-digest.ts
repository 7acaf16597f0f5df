import { createHash } from 'node:crypto';
import type { JobStatus } from '../../client/index.js';

/** Of what the files of a book are, hex: the same book made twice is known by it. */
export const filesDigest = ({ files }: Pick<JobStatus, 'files'>): string =>
  createHash('sha256')
    .update(files.map(({ digest }) => digest).join())
    .digest('hex');
