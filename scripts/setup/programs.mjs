import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program asked for its version answers within this time, or is broken. */
const VERSION_TIMEOUT_MS = 5_000;
/** Nothing that we start (package managers, compilers, the tests) may take longer. */
const RUN_TIMEOUT_MS = 60 * 60 * 1000;

/** Where a program lies on PATH, or null; starts nothing. @param {string} name */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What a program prints when asked, or null when it fails. @param {string} program @param {string[]} args */
export function ask(program, args) {
  const result = spawnSync(program, args, { encoding: 'utf8', timeout: VERSION_TIMEOUT_MS });
  return result.status === 0 ? `${result.stdout}${result.stderr}`.trim() : null;
}

/**
 * Runs a program to its end with its output shown: on stderr unless `stdout` says otherwise.
 * @param {string} program @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, stdout?: NodeJS.WriteStream | 'ignore', timeoutMs?: number }} [options]
 * @returns {Promise<boolean>} true when it succeeded
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.stdout ?? process.stderr, process.stderr],
      timeout: options.timeoutMs ?? RUN_TIMEOUT_MS,
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
