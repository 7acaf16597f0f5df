import { CODES, EXIT, UserError } from '../core/index.js';
import type { Host } from '../host/index.js';

/** A host that ended without being asked, as an error for a person. */
export function hostEndedError(reason: Awaited<Host['done']>): UserError {
  if (reason.type === 'fatal' && reason.error instanceof UserError) return reason.error;
  return new UserError(
    {
      code: CODES.engineBroken,
      what: 'This machine cannot go on working.',
      why: whyEnded(reason),
      fix: 'e2a doctor; then the same command goes on where it stopped',
    },
    EXIT.unavailable,
  );
}

function whyEnded(reason: Awaited<Host['done']>): string {
  switch (reason.type) {
    case 'broken':
      return reason.reason;
    case 'fatal':
      return reason.error.message;
    case 'stopped':
      return 'It was stopped.';
  }
}
