import { watch } from 'chokidar';
import { DEEPEST } from './files-below.js';
import type { WatchLog, WatchOptions } from './options.js';

/** Between two looks, where nobody tells. */
const POLL_EVERY_MS = 5_000;

/** Looks at a folder until it is closed. */
export interface Eyes {
  close(): Promise<void>;
}

/**
 * Tells of every file that is there at the beginning, comes, changes or goes; one name may be told of several times. What
 * links point to is not looked at.
 */
export function openEyes(
  { folder, polling = false, log }: Pick<WatchOptions, 'folder' | 'polling' | 'log'>,
  told: (path: string) => void,
  pollEveryMs = POLL_EVERY_MS,
): Eyes {
  const watcher = watch(folder, {
    depth: DEEPEST,
    followSymlinks: false,
    usePolling: polling,
    interval: pollEveryMs,
    binaryInterval: pollEveryMs,
    ignorePermissionErrors: true,
  });
  watcher.on('add', told).on('change', told).on('unlink', told);
  watcher.on('error', (error) => tellOf(error, log));
  return { close: () => watcher.close() };
}

const tellOf = (error: unknown, log: WatchLog): void =>
  log.warn(
    { error: String(error) },
    'not all of the watched folder can be watched; E2A_WATCH_POLLING=true looks again and again instead',
  );
