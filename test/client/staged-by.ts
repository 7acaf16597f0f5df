import { basename, dirname, join } from 'node:path';
import { stagingName } from '../../src/client/staging.js';
import { runProgram } from '../../src/programs/index.js';

/** Where a process would write what becomes `path`. */
export const stagedBy = (path: string, pid: number): string => join(dirname(path), stagingName(basename(path), pid));

/** The number of a process that has ended. */
export async function deadProcess(): Promise<number> {
  const { stdout } = await runProgram({
    program: process.execPath,
    args: ['-p', 'process.pid'],
    deadlineMs: 30_000,
  });
  return Number(Buffer.from(stdout).toString('utf8'));
}
