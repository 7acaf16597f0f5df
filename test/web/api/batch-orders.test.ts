import { describe, expect, it } from 'vitest';
import type { RowOutcome } from '../../../src/client/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { orderBatch } from '../../../src/web/api/batch-orders.js';
import type { WebParts } from '../../../src/web/web-parts.js';
import { createManualClock } from '../../cluster/runtime/manual-clock.js';

const away = (): UserError =>
  new UserError({ code: CODES.serverUnreachable, what: 'The connection to the cluster is lost.' }, EXIT.unreachable);
const unreadable = (): UserError =>
  new UserError({ code: CODES.damagedArchive, what: 'It is no book.' }, EXIT.badInput);

/** A batch of two books; what looking at one and noting its end come to, is as the test says. */
function scene(look: () => Promise<never>, note: () => Promise<void> = async () => undefined) {
  const clock = createManualClock();
  const closing = new AbortController();
  const noted: (readonly [place: number, outcome: RowOutcome])[] = [];
  const settle = async (_id: string, place: number, outcome: RowOutcome): Promise<void> => {
    await note();
    noted.push([place, outcome]);
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = { client: { batches: { settle } }, shelf: { find: look }, clock, closing: closing.signal, log };
  const ended = orderBatch(parts as unknown as WebParts, 'spring-7f3a', ['one', 'two'], {});
  const codes = (): readonly (string | null)[] =>
    noted.map(([, outcome]) => ('failure' in outcome ? outcome.failure.code : null));
  return { clock, closing, ended, codes };
}

describe('the books of a batch', () => {
  it('wait while the cluster is away: that is no fault of theirs', async () => {
    let outages = 2;
    const { clock, ended, codes } = scene(async () => {
      throw outages-- > 0 ? away() : unreadable();
    });
    await clock.advance(9_000);
    expect(codes()).toEqual([]);
    await clock.advance(2_000);
    await ended;
    expect(codes()).toEqual([CODES.damagedArchive, CODES.damagedArchive]);
  });

  it('are noted when the cluster is back', async () => {
    let outages = 1;
    const note = async (): Promise<void> => {
      if (outages-- > 0) throw away();
    };
    const { clock, ended, codes } = scene(() => Promise.reject(unreadable()), note);
    await clock.advance(6_000);
    await ended;
    expect(codes()).toHaveLength(2);
  });

  it('that the server does not come to before it stops are noted as that', async () => {
    const { clock, closing, ended, codes } = scene(() => Promise.reject(away()));
    await clock.advance(1_000);
    closing.abort();
    await ended;
    expect(codes()).toEqual([CODES.notNow, CODES.notNow]);
  });
});
