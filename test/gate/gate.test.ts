import { describe, expect, it } from 'vitest';
import { bearerIn, callerAddress, createWrongTokens, isLoopback, knownTokens } from '../../src/gate/index.js';

describe('known tokens', () => {
  const known = knownTokens([
    { token: 'a-token-to-look', gives: 'view' },
    { token: 'a-token-to-rule', gives: 'admin' },
  ]);

  it('give what they are for, and no other gives anything', () => {
    expect([known('a-token-to-look'), known('a-token-to-rule')]).toEqual(['view', 'admin']);
    for (const wrong of ['', 'a', 'a-token-to-rule ', 'A-TOKEN-TO-RULE', 'a-token-to-rul'])
      expect(known(wrong)).toBeNull();
    expect(knownTokens([])('')).toBeNull();
  });

  it('that are the same give what the later one gives', () => {
    expect(
      knownTokens([
        { token: 'same', gives: 1 },
        { token: 'same', gives: 2 },
      ])('same'),
    ).toBe(2);
  });
});

describe('wrong tokens', () => {
  it('are borne ten times a minute from one address, and those of others do not count', () => {
    let now = 1_000;
    const wrong = createWrongTokens(() => now);
    for (let n = 0; n < 10; n++) expect(wrong.count('10.0.0.1')).toBe(0);
    expect(wrong.count('10.0.0.1')).toBe(60);
    now += 59_500;
    expect(wrong.count('10.0.0.1')).toBe(1);
    expect(wrong.count('10.0.0.2')).toBe(0);
    now += 500;
    expect(wrong.count('10.0.0.1')).toBe(0);
  });

  it('that are refused do not prolong the wait', () => {
    let now = 0;
    const wrong = createWrongTokens(() => now);
    for (let n = 0; n < 1_000; n++) wrong.count('10.0.0.1');
    now += 60_000;
    expect(wrong.count('10.0.0.1')).toBe(0);
  });

  it('of ten thousand addresses are remembered, the ones that came last', () => {
    const wrong = createWrongTokens(() => 0);
    const fill = (address: string) => Array.from({ length: 10 }, () => wrong.count(address));
    fill('first');
    for (let n = 0; n < 9_999; n++) wrong.count(`10.0.${n}`);
    expect(wrong.count('first')).toBe(60);
    wrong.count('one more');
    expect(wrong.count('first')).toBe(0);
  });
});

describe('a caller', () => {
  it('is known by the address of its socket alone', () => {
    expect(callerAddress({ incoming: { socket: { remoteAddress: '10.0.0.7' } } })).toBe('10.0.0.7');
    expect(callerAddress({ incoming: { socket: {} } })).toBe('unknown');
    expect(callerAddress(undefined)).toBe('unknown');
  });

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc', 'abc'],
    ['Bearer abc def', null],
    ['Bearer', null],
    ['Basic abc', null],
    [undefined, null],
  ])('with %j shows the token %j', (header, token) => {
    expect(bearerIn(header)).toBe(token);
  });
});

describe('loopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', '::1', '[::1]', '::ffff:127.0.0.1'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'books.home', '127.0.0.1.evil.example', '127.1', ''])(
    'is not %s',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
