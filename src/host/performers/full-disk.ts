import { OutageError, TerminalError, toError } from '../../core/index.js';

/** Somebody has to make room; on another machine there may be some at once. */
const ROOM_AFTER_MS = 30_000;

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** The same in the words of the C library, as ffmpeg passes them on. */
const FULL_WORDS = /No space left on device|Disk quota exceeded/;

/**
 * A full disk is this machine's trouble and not the book's: its work waits for room, however long, or is done elsewhere.
 * Anything else stays what it is.
 */
export function waitingForRoom(thrown: unknown): unknown {
  const error = toError(thrown);
  const code = 'code' in error ? String(error.code) : '';
  const said = thrown instanceof TerminalError ? (thrown.failure.why ?? '') : '';
  if (!FULL.has(code) && !FULL_WORDS.test(said)) return thrown;
  return new OutageError(`The disk of this machine is full: ${error.message}`, ROOM_AFTER_MS, { cause: error });
}
