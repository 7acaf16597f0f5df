import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { CODES, EXIT, RetryableError, TerminalError, UserError } from '../../src/core/index.js';
import { failureOf } from '../../src/web/errors/answer.js';
import { statusOf } from '../../src/web/errors/status-of.js';
import { WebRefusal } from '../../src/web/errors/web-refusal.js';
import { rootOf } from '../../src/web/root-of.js';

const REQUEST = { method: 'GET', path: '/api/v1/jobs' };
const failure = { code: CODES.usage, what: 'No.' };

describe('failures as answers', () => {
  it.each([
    [EXIT.usage, CODES.usage, 400],
    [EXIT.unreachable, CODES.serverUnreachable, 503],
    [EXIT.notFound, CODES.noSuchJob, 404],
    [EXIT.notFound, CODES.notFinished, 409],
    [EXIT.badInput, CODES.protectedBook, 422],
    [EXIT.unavailable, CODES.noSynthNode, 409],
    [EXIT.unavailable, CODES.programMissing, 503],
    [EXIT.failed, CODES.notNow, 409],
    [EXIT.failed, CODES.storeFull, 503],
    [EXIT.failed, CODES.internal, 500],
    [EXIT.stillRunning, CODES.workOverdue, 504],
  ])('exit %i with %s is %i', (exit, code, status) => {
    expect(statusOf(exit, code)).toBe(status);
  });

  it.each([
    ['a person’s', new UserError(failure, EXIT.notFound), 404],
    ['a request’s', new WebRefusal(413, failure), 413],
    ['a book’s', new TerminalError(failure), 422],
    ['a passing one', new RetryableError('The store is full.', 1), 503],
    ['one of who left', new DOMException('gone', 'AbortError'), 503],
    ['a body whose sender went away', Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), 503],
    ['a body that is no JSON', new HTTPException(400, { message: 'Malformed JSON' }), 400],
  ])('%s keeps its words and is no news', (_, error, status) => {
    const logged: unknown[] = [];
    const log = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => void logged.push(said) };
    expect(failureOf(error, log, REQUEST)).toMatchObject({ status, failure: { what: expect.stringMatching(/\w/) } });
    expect(logged).toEqual([]);
  });

  it('what nobody expected is logged with all of it, and the caller told none', () => {
    const logged: unknown[] = [];
    const log = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => void logged.push(said) };
    const answer = failureOf(new Error('secret insides'), log, REQUEST);
    expect(answer).toMatchObject({ status: 500, failure: { code: CODES.internal } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged).toEqual([[expect.objectContaining({ ...REQUEST, error: 'secret insides' }), 'request failed']]);
  });
});

describe('the way to the root', () => {
  it.each([
    ['/', '', './'],
    ['/new', '', './'],
    ['/jobs/a', '', '../'],
    ['/api/docs', '', '../'],
    ['/e2a/', '/e2a', './'],
    ['/e2a/jobs/a', '/e2a', '../'],
    ['/e2a/api/v1/jobs', '/e2a', '../../'],
  ])('from %s under "%s" is %s', (path, base, root) => {
    expect(rootOf(path, base)).toBe(root);
  });
});
