/**
 * Running other programs: deadlines, kills, the last lines of what they complained about.
 *
 * The only place that starts a process, inference children apart. What a program is for is its caller's business.
 */
export { type BackgroundProgram, type ProgramEnd, startAttached, startDetached } from './background-program.js';
export * from './companion-program.js';
export * from './compiled-entry.js';
export { isAlive } from './is-alive.js';
export * from './line-program.js';
export * from './on-path.js';
export { ProgramMissingError } from './program-failure.js';
export * from './run-program.js';
export * from './within-limits.js';
