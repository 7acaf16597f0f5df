import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CODES, EXIT, UserError } from '../core/index.js';

/**
 * A file to be started as a process or worker: always compiled JavaScript, also when the caller runs from `src` under a
 * test runner, whose children would not know TypeScript.
 * @param name without its ending, beside the caller
 * @param from the caller's `import.meta.url`
 * @throws UserError (exit 7) when e2a has not been built.
 */
export function compiledEntry(name: string, from: string): string {
  const beside = new URL(`./${name}.js`, from).href;
  const url = from.endsWith('.ts') ? beside.replace(/\/src\/(?!.*\/src\/)/, '/dist/') : beside;
  const path = fileURLToPath(url);
  if (existsSync(path)) return path;
  throw new UserError(
    { code: CODES.internal, what: `${path} is missing: e2a has not been built.`, fix: 'npm run build' },
    EXIT.unavailable,
  );
}
