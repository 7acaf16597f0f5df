/** One line about what set-up does; on stderr, since stdout belongs to the command that follows. @param {string} text */
export function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/** Exit codes, the same numbers as `EXIT` in src/core/errors.ts (which is not built yet when this runs). */
export const EXIT = { failed: 1, unavailable: 7 };

/** Set-up cannot go on; the message names what to do. */
export class SetupStop extends Error {
  /** @param {string} message @param {number} exitCode */
  constructor(message, exitCode = EXIT.unavailable) {
    super(message);
    this.exitCode = exitCode;
  }
}
