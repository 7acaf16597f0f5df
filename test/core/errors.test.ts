import { describe, expect, it } from 'vitest';
import { CODES, EXIT, UserError } from '../../src/core/index.js';

describe('an error for people', () => {
  it('tells programs its code, what mends it, and whether asking again may help', () => {
    const away = new UserError(
      { code: CODES.serverUnreachable, what: 'Nobody is there.', fix: 'wait' },
      EXIT.unreachable,
    );
    expect([away.code, away.hint, away.retryable, away.message]).toEqual([
      'E2A-4003',
      'wait',
      true,
      'Nobody is there.',
    ]);
    const wrong = new UserError({ code: CODES.usage, what: 'No.' }, EXIT.usage);
    expect([wrong.code, wrong.hint, wrong.retryable]).toEqual(['E2A-5001', null, false]);
  });

  it('what nobody has answered yet may be asked again', () => {
    expect(new UserError({ code: CODES.notNow, what: 'Wait.' }, EXIT.stillRunning).retryable).toBe(true);
    expect(new UserError({ code: CODES.notNow, what: 'No.' }, EXIT.failed).retryable).toBe(false);
  });
});
