import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const PROGRAM = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
/** The whole tree takes about 4 s; other tests may keep the machine busy. */
const TIMEOUT_MS = 100_000;

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Every broken rule in `folder`/src, by the project's own rules. */
export async function cruise(folder: string, report: string): Promise<readonly Violation[]> {
  const args = [PROGRAM, '--config', CONFIG, '--output-type', 'json', '--output-to', report, 'src'];
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, timeout: TIMEOUT_MS }, (error, _stdout, stderr) => {
      // Its exit code is the number of violations; only a code that is none is a failure to run.
      if (error !== null && typeof error.code !== 'number') reject(new Error(stderr || error.message));
      else resolve();
    });
  });
  const { summary } = JSON.parse(await readFile(report, 'utf8')) as { summary: { violations: RawViolation[] } };
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

interface RawViolation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}
