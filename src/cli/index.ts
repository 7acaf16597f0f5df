/**
 * The `e2a` command: arguments in, words on stderr, data on stdout, exit codes out.
 *
 * It shows and asks; how books are read, spoken and stored does not belong here. `main.ts` alone ends the process.
 */
export { runCli } from './run.js';
export type { Surroundings } from './surroundings.js';
