import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether a script was started by its name, or is only imported. @param {string} moduleUrl import.meta.url of the asking script */
export function isStarted(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
}
