import { describe, expect, it } from 'vitest';
import { createDoorkeeper } from '../../../src/web/access/doorkeeper.js';
import { ownPath } from '../../../src/web/access/log-in.js';
import { demandKnownHost, demandOwnOrigin } from '../../../src/web/access/origin.js';
import { demandSafeAddress } from '../../../src/web/access/safe-address.js';
import { NO_TOKENS, TOKENS } from '../app-scene.js';

describe('the doorkeeper', () => {
  const keeper = createDoorkeeper(TOKENS);
  it('knows each token by its role, and no other', () => {
    expect(Object.values(TOKENS).map((token) => keeper.roleOfToken(token))).toEqual(['admin', 'submit', 'view']);
    for (const wrong of ['', 'a', `${TOKENS.admin} `, TOKENS.admin.slice(1)])
      expect(keeper.roleOfToken(wrong)).toBeNull();
    expect(createDoorkeeper({ ...NO_TOKENS, admin: 'x' }).roleOfToken('')).toBeNull();
  });

  it('takes the stronger role of two with the same token', () => {
    expect(createDoorkeeper({ admin: 'same', submit: 'same', view: 'same' }).roleOfToken('same')).toBe('admin');
  });

  const DAY_MS = 24 * 3_600_000;
  it('gives sessions that hold no token, and knows them for a week without use', () => {
    const { text, lastsMs } = keeper.session('submit', 1_000);
    expect(text).not.toContain(TOKENS.submit);
    expect(lastsMs).toBe(7 * DAY_MS);
    expect(keeper.roleOfSession(text, 1_000)).toBe('submit');
    expect(keeper.roleOfSession(text, 1_000 + 7 * DAY_MS - 1)).toBe('submit');
    expect(keeper.roleOfSession(text, 1_000 + 7 * DAY_MS)).toBeNull();
  });

  it('renews sessions while they are used, once a day, and none beyond a month after its log-in', () => {
    const first = keeper.session('view', 0).text;
    expect(keeper.renewed(first, DAY_MS - 1)).toBeNull();
    expect(keeper.renewed(first, 7 * DAY_MS)).toBeNull();
    let text = first;
    const lasts: number[] = [];
    for (let day = 5; keeper.roleOfSession(text, day * DAY_MS) !== null; day += 5) {
      const renewed = keeper.renewed(text, day * DAY_MS);
      lasts.push((renewed?.lastsMs ?? 0) / DAY_MS);
      text = renewed?.text ?? text;
    }
    expect(lasts).toEqual([7, 7, 7, 7, 5]);
    expect(keeper.roleOfSession(text, 30 * DAY_MS - 1)).toBe('view');
    expect(keeper.roleOfSession(text, 30 * DAY_MS)).toBeNull();
  });

  it('knows no session that was changed, lengthened, raised, or made with another token', () => {
    const session = keeper.session('view', 1_000).text;
    const [role = '', begun = '', end = '', signature = ''] = session.split('.');
    const forged = [
      `admin.${begun}.${end}.${signature}`,
      `${role}.${begun}.${Number(end) + 1}.${signature}`,
      `${role}.${Number(begun) + 1}.${end}.${signature}`,
      `${role}.${begun}.${end}.${signature.slice(1)}A`,
      `${role}.${begun}.${end}.`,
      `${role}.${begun}.${end}`,
      `${role}.${begun}.NaN.${signature}`,
      '',
      'constructor.0.9e99.x',
    ];
    for (const one of forged) {
      expect(keeper.roleOfSession(one, 1_000), one).toBeNull();
      expect(keeper.renewed(one, 1_000 + DAY_MS), one).toBeNull();
    }
    expect(createDoorkeeper({ ...TOKENS, view: 'another one' }).roleOfSession(session, 1_000)).toBeNull();
    expect(createDoorkeeper(NO_TOKENS).roleOfSession(session, 1_000)).toBeNull();
  });
});

describe('where the page may listen', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]'])('without a token at %s', (host) => {
    demandSafeAddress({ host, tokens: NO_TOKENS });
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'books.home', '127.0.0.1.evil.example'])(
    'only with an admin token at %s',
    (host) => {
      expect(() => demandSafeAddress({ host, tokens: NO_TOKENS })).toThrow(expect.objectContaining({ exitCode: 2 }));
      expect(() => demandSafeAddress({ host, tokens: { ...NO_TOKENS, submit: 'x' } })).toThrow();
      demandSafeAddress({ host, tokens: { ...NO_TOKENS, admin: 'x' } });
    },
  );

  it('says the command that makes a token', () => {
    const refused = (): void => demandSafeAddress({ host: '0.0.0.0', tokens: NO_TOKENS });
    const fix = expect.stringContaining('export E2A_WEB_TOKEN=$(e2a config token)');
    expect(refused).toThrow(expect.objectContaining({ failure: expect.objectContaining({ fix }) }));
  });

  it('and a token for a lesser role alone would protect nothing', () => {
    expect(() => demandSafeAddress({ host: '127.0.0.1', tokens: { ...NO_TOKENS, view: 'x' } })).toThrow();
  });
});

describe('whose page asks for a write', () => {
  const nobody = { host: 'localhost:7860', forwardedHost: null, origin: null, site: null };
  it.each([
    { name: 'a program, which says nothing', from: nobody },
    { name: 'this page', from: { ...nobody, site: 'same-origin', origin: 'http://localhost:7860' } },
    {
      name: 'this page behind a proxy that renames it',
      from: { ...nobody, site: 'same-origin', origin: 'https://b.example' },
    },
    { name: 'a person who typed the address', from: { ...nobody, site: 'none' } },
    { name: 'this page in a browser that says only its origin', from: { ...nobody, origin: 'http://LOCALHOST:7860' } },
    {
      name: 'a proxy that tells whom it was asked for',
      from: { ...nobody, origin: 'https://b.example', forwardedHost: 'b.example' },
    },
    { name: 'a name that is trusted', from: { ...nobody, origin: 'https://books.home' } },
  ])('is heard: $name', ({ from }) => {
    demandOwnOrigin(from, ['books.home']);
  });

  it.each([
    { name: 'another site', from: { ...nobody, site: 'cross-site', origin: 'https://evil.example' } },
    { name: 'another port of this machine', from: { ...nobody, site: 'same-site', origin: 'http://localhost:3000' } },
    { name: 'another site, by its origin alone', from: { ...nobody, origin: 'https://evil.example' } },
    { name: 'another port, by its origin alone', from: { ...nobody, origin: 'http://localhost:3000' } },
    { name: 'a page without an origin', from: { ...nobody, origin: 'null' } },
    {
      name: 'a lie of the site against the browser',
      from: { ...nobody, site: 'cross-site', origin: 'http://localhost:7860' },
    },
    {
      name: 'a name that only begins like a trusted one',
      from: { ...nobody, origin: 'https://books.home.evil.example' },
    },
  ])('is refused: $name', ({ from }) => {
    expect(() => demandOwnOrigin(from, ['books.home'])).toThrow(expect.objectContaining({ status: 403 }));
  });
});

describe('names this machine answers to on loopback', () => {
  it.each(['localhost', 'localhost:7860', '127.0.0.1:7860', '[::1]:7860', 'BOOKS.home:80'])('%s', (host) => {
    demandKnownHost(host, '127.0.0.1', ['books.home']);
  });

  it.each(['evil.example', 'evil.example:7860', 'localhost.evil.example', '127.0.0.1.nip.example', '192.168.1.5', ''])(
    'and not "%s"',
    (host) => {
      expect(() => demandKnownHost(host, '127.0.0.1', ['books.home'])).toThrow(
        expect.objectContaining({ status: 421 }),
      );
    },
  );

  it('where a token guards the page, every name is its own', () => {
    demandKnownHost('whatever.example', '0.0.0.0', []);
  });
});

describe('where a log-in leads', () => {
  it.each([
    ['jobs/a-tale-7f3a', 'jobs/a-tale-7f3a'],
    ['/jobs/a-tale-7f3a', 'jobs/a-tale-7f3a'],
    ['new?book=0a1b', 'new?book=0a1b'],
    ['', ''],
    ['//evil.example/', 'evil.example/'],
    ['https://evil.example/', ''],
    ['javascript:alert(1)', ''],
    ['../../elsewhere', ''],
    ['jobs//evil.example', ''],
    ['a\r\nSet-Cookie: x=y', ''],
  ])('%j → %j', (next, path) => {
    expect(ownPath(next)).toBe(path);
  });
});
