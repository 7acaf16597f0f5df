import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file into a folder that exists: it is there whole or not at all, whoever else writes it at the same time,
 * and nothing lies beside it when it cannot be written.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const staged = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(staged, content, { flush: true });
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true }).catch(() => undefined);
    throw error;
  }
}
