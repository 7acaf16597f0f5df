import { describe, expect, it } from 'vitest';
import { decide, type SupervisionPolicy } from '../../../src/cluster/runtime/supervision.js';
import { HostBrokenError, OutageError, RetryableError, TerminalError, UserError } from '../../../src/core/index.js';

const policy: SupervisionPolicy = {
  maxAttempts: 3,
  backoff: { firstMs: 1_000, maxMs: 8_000 },
  failureCode: 'E2A-0001',
};
const full = { code: 'E2A-4005', what: "The cluster's store is full." };
const failure = { code: 'E2A-2006', what: 'the model refuses it' };

describe('supervision', () => {
  it.each([
    ['a passing error, first delivery', new RetryableError('busy', 250), 1, { type: 'retry', delayMs: 250 }],
    ['a passing error, last but one', new RetryableError('busy', 250), 2, { type: 'retry', delayMs: 250 }],
    [
      'a passing error, last delivery',
      new RetryableError('busy', 250),
      3,
      { type: 'giveUp', failure: { code: 'E2A-0001', what: 'busy' } },
    ],
    ['an outage, however often', new OutageError('no answer', 250), 99, { type: 'retry', delayMs: 250 }],
    ['a full store, where nobody waits for room', new UserError(full, 7), 1, { type: 'stopHost', reason: full.what }],
    ['a lasting error', new TerminalError(failure), 1, { type: 'giveUp', failure }],
    ['an error for people', new UserError(failure, 6), 1, { type: 'giveUp', failure }],
    ['a broken host', new HostBrokenError('no GPU'), 1, { type: 'stopHost', reason: 'no GPU' }],
    ['a broken host, last delivery', new HostBrokenError('no GPU'), 9, { type: 'stopHost', reason: 'no GPU' }],
    [
      'something unknown, last delivery',
      new TypeError('undefined is not'),
      3,
      { type: 'giveUp', failure: { code: 'E2A-0001', what: 'undefined is not' } },
    ],
    ['no error at all, last delivery', 'oops', 4, { type: 'giveUp', failure: { code: 'E2A-0001', what: 'oops' } }],
  ] as const)('%s', (_, error, deliveryCount, verdict) => {
    expect(decide(error, deliveryCount, policy)).toEqual(verdict);
  });

  it('waits longer with every delivery of something unknown', () => {
    const delays = [1, 2].map((count) => decide(new Error('x'), count, policy));
    expect(delays).toEqual([
      { type: 'retry', delayMs: expect.closeTo(1_000, -3) },
      { type: 'retry', delayMs: expect.closeTo(2_000, -3) },
    ]);
    const [first, second] = delays;
    expect(first?.type === 'retry' && second?.type === 'retry' && second.delayMs > first.delayMs).toBe(true);
  });
});
