import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HostBrokenError } from '../../../core/index.js';

/**
 * A file beside this one, to be started as a process: always compiled JavaScript, also when this runs from `src` under
 * a test runner, whose children would not know TypeScript.
 * @param name without its ending
 */
export function compiledEntry(name: string, from: string = import.meta.url): string {
  const beside = new URL(`./${name}.js`, from).href;
  const url = from.endsWith('.ts') ? beside.replace(/\/src\/(?!.*\/src\/)/, '/dist/') : beside;
  const path = fileURLToPath(url);
  if (existsSync(path)) return path;
  throw new HostBrokenError(`${path} is missing: e2a is not built. Build it with: npm run build`);
}
