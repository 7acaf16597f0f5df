import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyPageAssets } from './page-assets.mjs';
import { ROOT } from './places.mjs';
import { run } from './programs.mjs';
import { EXIT, SetupStop, say } from './say.mjs';

/** Compiles src/ to dist/ when a source file has changed since the last time. */
export async function buildProgram(root = ROOT) {
  const stamp = join(root, 'dist', '.built');
  const wanted = fingerprint(root);
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
  if (built === wanted) return;
  say(built === null ? 'building the program (TypeScript → dist/)' : 'sources have changed: building again');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!(await run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root }))) {
    throw new SetupStop('the build failed; the compiler names the places above', EXIT.failed);
  }
  copyPageAssets(root);
  writeFileSync(stamp, wanted);
}

/** Path, size and time of everything the compiler reads; no file is opened. @param {string} root */
function fingerprint(root) {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort();
  const inputs = sources.map((path) => join('src', path));
  for (const path of [...inputs, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) {
    const facts = statSync(join(root, path));
    if (facts.isFile()) hash.update(`${path}\0${facts.size}\0${facts.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
