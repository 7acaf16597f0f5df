import { describe, expect, it } from 'vitest';
import { isTraceparent, nextHop, traceIdOf } from '../../src/core/index.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const PARENT = `00-${TRACE}-${SPAN}-01`;

describe('a trace context', () => {
  it.each([PARENT, `00-${TRACE}-${SPAN}-00`, `01-${TRACE}-${SPAN}-01-more`, `cc-${TRACE}-${SPAN}-09`])(
    'is %s',
    (text) => {
      expect(isTraceparent(text)).toBe(true);
      expect(traceIdOf(text)).toBe(TRACE);
    },
  );

  it.each([
    '',
    'hello',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}`,
  ])('is not %j', (text) => {
    expect(isTraceparent(text)).toBe(false);
    expect(traceIdOf(text)).toBeUndefined();
    expect(nextHop(text, 'x')).toBeUndefined();
  });

  it('goes on with its id and flags and another span', () => {
    const hop = nextHop(PARENT, 'chapter/a-tale-7f3a/ch-001@x#3.1') ?? '';
    expect(hop).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(isTraceparent(hop)).toBe(true);
    expect(hop).not.toContain(SPAN);
    expect(nextHop(`cc-${TRACE}-${SPAN}-00-more`, 'x')).toMatch(/^00-.*-00$/);
  });

  it('goes on the same way for the same message, and another for each other', () => {
    const hops = Array.from({ length: 1_000 }, (_, n) => nextHop(PARENT, `message-${n}`));
    expect(new Set(hops).size).toBe(1_000);
    expect(hops[7]).toBe(nextHop(PARENT, 'message-7'));
    expect(nextHop(hops[0], 'message-7')).toBe(hops[7]);
  });

  it('does not begin by itself', () => {
    expect(nextHop(undefined, 'x')).toBeUndefined();
    expect(traceIdOf(undefined)).toBeUndefined();
  });
});
