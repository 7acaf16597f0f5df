import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppScene, appScene, failureIn, TOKENS } from '../app-scene.js';

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('a page that wants a token', () => {
  let scene: AppScene;
  beforeAll(async () => {
    const statusRoutes = new Hono();
    for (const path of ['/livez', '/readyz', '/health', '/metrics', '/status', '/progress'])
      statusRoutes.get(path, (c) => c.text(`${path} says`));
    scene = await appScene({ host: '0.0.0.0', tokens: TOKENS }, { statusRoutes });
  });
  afterAll(() => scene.close());

  const asked = async (method: string, path: string, token?: string): Promise<number> =>
    (await scene.ask(method, path, undefined, token === undefined ? {} : bearer(token))).status;

  it.each([
    ['GET', '/api/v1/jobs', 'view'],
    ['GET', '/api/v1/openapi.json', 'view'],
    ['GET', '/metrics', 'view'],
    ['GET', '/status', 'view'],
    ['GET', '/progress', 'view'],
    ['GET', `/api/v1/books/${'0'.repeat(64)}`, 'submit'],
    ['DELETE', `/api/v1/books/${'0'.repeat(64)}`, 'submit'],
    ['POST', '/api/v1/voices/joe/preview', 'submit'],
    ['POST', '/v1/audio/speech', 'submit'],
    ['POST', '/api/v1/jobs/nothing-0000/cancel', 'submit'],
    ['DELETE', '/api/v1/jobs/nothing-0000', 'submit'],
    ['POST', '/api/v1/nodes/some-node/drain', 'admin'],
  ] as const)('%s %s is for %s and above', async (method, path, needed) => {
    const roles = ['view', 'submit', 'admin'] as const;
    expect(await asked(method, path)).toBe(401);
    for (const role of roles) {
      const status = await asked(method, path, TOKENS[role]);
      if (roles.indexOf(role) < roles.indexOf(needed)) expect(status, role).toBe(403);
      else expect([200, 404, 400], role).toContain(status);
    }
  });

  it.each(['/livez', '/readyz', '/health'])('%s is asked by machines without a token', async (path) => {
    expect(await asked('GET', path)).toBe(200);
  });

  it('every route of the API wants a role, but none that is not told of', async () => {
    const { paths } = (await (
      await scene.ask('GET', '/api/v1/openapi.json', undefined, bearer(TOKENS.view))
    ).json()) as {
      readonly paths: Record<string, Record<string, object>>;
    };
    const open: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const status = await asked(method.toUpperCase(), `/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`);
        if (status !== 401) open.push(`${method} ${path} ${status}`);
      }
    expect(open).toEqual([]);
    expect(Object.keys(paths).length).toBeGreaterThan(15);
  });

  it('says in the shape of errors who one has to be', async () => {
    expect(await failureIn(await scene.ask('GET', '/api/v1/jobs'))).toMatchObject({ status: 401, code: 'E2A-6001' });
    const refused = await scene.ask('POST', '/api/v1/nodes/n/drain', undefined, bearer(TOKENS.submit));
    expect(await failureIn(refused)).toMatchObject({ code: 'E2A-6002', what: expect.stringContaining('role admin') });
    const unheard = await scene.ask('POST', '/api/v1/voices/joe/preview', { text: 'Hello.' }, bearer(TOKENS.view));
    expect((await failureIn(unheard)).why).toContain('with submit one may order books, have texts spoken');
  });

  it('a wrong token is refused even where none is needed, and is not repeated', async () => {
    const response = await scene.ask('GET', '/livez', undefined, bearer('wrong-and-secret'));
    expect(response.headers.get('WWW-Authenticate')).toContain('invalid_token');
    const text = await response.text();
    expect([response.status, text.includes('wrong-and-secret')]).toEqual([401, false]);
  });

  it('a form makes a cookie of the token, that no script reads and no other site sends', async () => {
    const login = await scene.app.request('/login', {
      method: 'POST',
      headers: FORM,
      body: new URLSearchParams({ token: ` ${TOKENS.submit}\n`, next: '/jobs/x' }).toString(),
    });
    const cookie = login.headers.get('Set-Cookie') ?? '';
    expect([login.status, login.headers.get('Location')]).toEqual([303, './jobs/x']);
    expect(cookie).toMatch(
      /^e2a_session=submit\.\d+\.\d+\.[\w-]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(TOKENS.submit);
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    expect((await scene.ask('GET', '/api/v1/jobs', undefined, headers)).status).toBe(200);
    expect((await scene.ask('POST', '/api/v1/jobs/x/cancel', undefined, headers)).status).toBe(404);
    expect((await scene.ask('POST', '/api/v1/nodes/n/drain', undefined, headers)).status).toBe(403);
    const foreign = { ...headers, 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect(await failureIn(await scene.ask('POST', '/api/v1/jobs/x/cancel', undefined, foreign))).toMatchObject({
      status: 403,
      code: 'E2A-6003',
    });
    const logout = await scene.app.request('/logout', { method: 'POST', headers });
    expect(logout.headers.get('Set-Cookie')).toMatch(/^e2a_session=; Max-Age=0/);
  });

  it('renews the cookie when a page is opened with it, and in no answer that others may keep', async () => {
    const own = await appScene({ tokens: TOKENS });
    const body = new URLSearchParams({ token: TOKENS.view }).toString();
    const login = await own.app.request('/login', { method: 'POST', headers: FORM, body });
    const headers = { Cookie: login.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
    const given = async (path: string, more = {}) =>
      (await own.ask('GET', path, undefined, { ...headers, ...more })).headers.get('Set-Cookie');
    expect(await given('/voices')).toBeNull();
    await own.clock.advance(2 * 24 * 3_600_000);
    const page = await own.ask('GET', '/voices', undefined, headers);
    const style = /href="([^"]+page\.css)"/.exec(await page.text())?.[1] ?? '';
    expect(page.headers.get('Set-Cookie')).toMatch(
      /^e2a_session=view\.\S+; Max-Age=604800; Path=\/; HttpOnly; SameSite/,
    );
    expect((await own.ask('GET', new URL(style, 'http://x/').pathname, undefined, headers)).status).toBe(200);
    for (const path of [new URL(style, 'http://x/').pathname, '/api/v1/jobs']) expect(await given(path)).toBeNull();
    expect(await given('/voices', bearer(TOKENS.view))).toBeNull();
    await own.clock.advance(6 * 24 * 3_600_000);
    expect((await own.ask('GET', '/api/v1/jobs', undefined, headers)).status).toBe(401);
    await own.close();
  });

  it('keeps the cookie from what else a host serves beside the base path', async () => {
    const own = await appScene({ basePath: '/e2a', tokens: TOKENS });
    const body = new URLSearchParams({ token: TOKENS.view }).toString();
    const login = await own.app.request('/e2a/login', { method: 'POST', headers: FORM, body });
    expect(login.headers.get('Set-Cookie')).toContain('; Path=/e2a;');
    const logout = await own.app.request('/e2a/logout', { method: 'POST' });
    expect(logout.headers.get('Set-Cookie')).toMatch(/^e2a_session=; Max-Age=0; Path=\/e2a/);
    await own.close();
  });

  it.each(['https', 'HTTPS', 'https, http'])('keeps the cookie for TLS where a proxy ends it: %s', async (scheme) => {
    const login = await scene.app.request('/login', {
      method: 'POST',
      headers: { ...FORM, 'X-Forwarded-Proto': scheme },
      body: new URLSearchParams({ token: TOKENS.view }).toString(),
    });
    expect(login.headers.get('Set-Cookie')).toContain('; Secure');
  });

  it('a wrong token leads a person back to the form, a program gets the failure', async () => {
    const wrong = { method: 'POST', body: new URLSearchParams({ token: 'no', next: '/new' }).toString() };
    const person = await scene.app.request('/login', { ...wrong, headers: { ...FORM, Accept: 'text/html' } });
    expect([person.status, person.headers.get('Location')]).toEqual([303, 'login?wrong=1&next=new']);
    expect((await scene.app.request('/login', { ...wrong, headers: FORM })).status).toBe(401);
  });

  it('a program with a token is no other site’s page, wherever it says it comes from', async () => {
    const headers = { ...bearer(TOKENS.submit), Origin: 'https://home-automation.example' };
    expect((await scene.ask('POST', '/api/v1/jobs/x/cancel', undefined, headers)).status).toBe(404);
  });

  it('bears ten wrong tokens a minute, and a right one at any time', async () => {
    const own = await appScene({ host: '0.0.0.0', tokens: TOKENS });
    const jobs = (token: string) => own.ask('GET', '/api/v1/jobs', undefined, bearer(token));
    const logIn = (token: string) =>
      own.app.request('/login', { method: 'POST', headers: FORM, body: new URLSearchParams({ token }).toString() });
    for (let n = 0; n < 10; n++) expect((await (n % 2 === 0 ? jobs : logIn)(`wrong${n}`)).status).toBe(401);
    for (const ask of [jobs, logIn]) {
      const refused = await ask('wrong-too');
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
      expect(await failureIn(refused)).toMatchObject({ code: 'E2A-6006', why: expect.stringContaining('right one') });
    }
    const headers = { ...FORM, Accept: 'text/html' };
    const person = await own.app.request('/login', { method: 'POST', headers, body: 'token=mistyped' });
    expect([person.status, person.headers.get('Retry-After')]).toEqual([429, '60']);
    expect(await person.text()).toMatch(/<h1>.*A right one comes in at any time.*href="\.\/"/s);
    for (const token of Object.values(TOKENS)) {
      expect((await jobs(token)).status).toBe(200);
      const login = await logIn(token);
      expect([login.status, login.headers.get('Set-Cookie')]).toEqual([303, expect.stringContaining('e2a_session=')]);
    }
    await own.clock.advance(60_000);
    expect((await jobs('wrong-again')).status).toBe(401);
    await own.close();
  });
});

describe('a page on loopback', () => {
  let scene: AppScene;
  beforeAll(async () => {
    scene = await appScene({ basePath: '/e2a', trustedHosts: ['books.home'] });
  });
  afterAll(() => scene.close());

  it('asks nobody, but another site’s page and names that were pointed here', async () => {
    expect((await scene.ask('POST', '/e2a/api/v1/jobs/x/cancel')).status).toBe(404);
    const foreign = await scene.ask('POST', '/e2a/api/v1/jobs/x/cancel', undefined, { 'Sec-Fetch-Site': 'same-site' });
    expect(foreign.status).toBe(403);
    const rebound = await scene.app.request('http://evil.example/e2a/api/v1/jobs');
    expect(await failureIn(rebound)).toMatchObject({ status: 421, code: 'E2A-6004' });
    expect((await scene.app.request('http://books.home/e2a/api/v1/jobs')).status).toBe(200);
    const person = await scene.app.request('http://evil.example/e2a/', { headers: { Accept: 'text/html' } });
    expect([person.status, await person.text()]).toEqual([421, expect.stringContaining('<h1>')]);
  });

  it('asks nobody, so no proxy leads strangers here unless it is told so', async () => {
    const through = (name: string) => scene.ask('GET', '/e2a/api/v1/jobs', undefined, { 'X-Forwarded-Host': name });
    expect(await failureIn(await through('books.example'))).toMatchObject({ status: 421, code: 'E2A-6004' });
    for (const known of ['books.home', 'localhost:3000']) expect((await through(known)).status).toBe(200);
    const own = await appScene({ tokens: TOKENS });
    const headers = { ...bearer(TOKENS.view), 'X-Forwarded-Host': 'books.example' };
    expect((await own.ask('GET', '/api/v1/jobs', undefined, headers)).status).toBe(200);
    await own.close();
  });

  it('has its app under the base path, and leads there', async () => {
    expect((await scene.ask('GET', '/api/v1/jobs')).status).toBe(404);
    const root = await scene.ask('GET', '/');
    expect([root.status, root.headers.get('Location')]).toEqual([302, '/e2a/']);
  });

  it('believes no prefix that a stranger sends', async () => {
    const response = await scene.ask('GET', '/e2a/api/v1/jobs', undefined, { 'X-Forwarded-Prefix': '/evil' });
    expect(await response.text()).not.toContain('evil');
  });

  it('lets no script in and nobody put it into a frame', async () => {
    const { headers } = await scene.ask('GET', '/e2a/api/v1/jobs');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('same-origin');
  });

  it('says what is not there, in the shape of errors and with the headers of safety', async () => {
    const response = await scene.ask('GET', '/e2a/api/v1/nothing');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await failureIn(response)).toMatchObject({ status: 404, code: 'E2A-6008' });
  });

  it('takes no book-sized body where none is wanted', async () => {
    const headers = { 'Content-Length': String(5 * 1024 ** 2) };
    const refused = await scene.ask('POST', '/e2a/api/v1/jobs', 'x'.repeat(5 * 1024 ** 2), headers);
    expect(await failureIn(refused)).toMatchObject({ status: 413, code: 'E2A-6005' });
  });
});
