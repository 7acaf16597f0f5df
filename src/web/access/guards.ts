import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { CODES } from '../../core/index.js';
import { bearerIn, callerAddress, tooManyWrong, type WrongTokens } from '../../gate/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebOptions } from '../options.js';
import type { WebEnv } from '../web-env.js';
import { demandKnownHost, demandOwnOrigin } from './origin.js';
import type { WebRole } from '../roles.js';
import type { Doorkeeper } from './doorkeeper.js';
import { giveSession, SESSION_COOKIE } from './session-cookie.js';

/** What the guards have to know. */
export interface Door extends Pick<WebOptions, 'settings' | 'clock'> {
  readonly doorkeeper: Doorkeeper;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];
const OWN = ["'self'"];
const NONE = ["'none'"];

/** Stands before every route: headers, whose host, who it is, whose page a write comes from. */
export function guards(parts: Door, wrong: WrongTokens): Hono<WebEnv> {
  const { settings, doorkeeper } = parts;
  const app = new Hono<WebEnv>();
  app.use(headers());
  app.use(async (c, next) => {
    const host = hostOf(c);
    const forwardedHost = c.req.header('X-Forwarded-Host') ?? null;
    demandKnownHost(host, settings.host, settings.trustedHosts);
    // Where nobody is asked, a proxy whose name is not known would lead the whole network in.
    if (doorkeeper.isOpen && forwardedHost !== null)
      demandKnownHost(forwardedHost, settings.host, settings.trustedHosts);
    const bearer = bearerIn(c.req.header('Authorization'));
    c.set('role', bearer === null ? roleOfVisitor(c, parts) : roleOfBearer(bearer, c, parts, wrong));
    if (bearer === null && !READS.includes(c.req.method)) {
      const from = {
        host,
        forwardedHost,
        origin: c.req.header('Origin') ?? null,
        site: c.req.header('Sec-Fetch-Site') ?? null,
      };
      demandOwnOrigin(from, settings.trustedHosts);
    }
    await next();
    if (bearer === null) renewSession(c, parts);
  });
  return app;
}

/** No script but our files, no frame around us, no address of ours told to others. */
const headers = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: OWN,
      imgSrc: [...OWN, 'data:'],
      mediaSrc: [...OWN, 'blob:'],
      objectSrc: NONE,
      baseUri: NONE,
      formAction: OWN,
      frameAncestors: NONE,
    },
    xFrameOptions: 'DENY',
    // With `no-referrer` a browser would send `Origin: null` with our own forms.
    referrerPolicy: 'same-origin',
    // Whether there is TLS is known to the proxy that ends it.
    strictTransportSecurity: false,
    xXssProtection: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
  });

/** A request of a test has no header, but an address. */
const hostOf = (c: Context): string => c.req.header('Host') ?? new URL(c.req.url).host;

/** @throws WebRefusal: 401 for a wrong token, 429 for one of many */
function roleOfBearer(token: string, c: Context<WebEnv>, { doorkeeper }: Door, wrong: WrongTokens): WebRole {
  const role = doorkeeper.isOpen ? 'admin' : doorkeeper.roleOfToken(token);
  if (role === null) throw wrongToken(wrong.count(callerAddress(c.env)));
  return role;
}

function roleOfVisitor(c: Context<WebEnv>, { doorkeeper, clock }: Door): WebRole | null {
  if (doorkeeper.isOpen) return 'admin';
  const session = getCookie(c, SESSION_COOKIE);
  return session === undefined ? null : doorkeeper.roleOfSession(session, clock.now());
}

/** Where a person opens a page: what others may keep, as styles and scripts, must carry no cookie. */
function renewSession(c: Context<WebEnv>, { doorkeeper, clock, settings }: Door): void {
  if (c.res.headers.get('Content-Type')?.startsWith('text/html') !== true) return;
  const renewed = doorkeeper.renewed(getCookie(c, SESSION_COOKIE) ?? '', clock.now());
  if (renewed !== null) giveSession(c, renewed, settings.basePath);
}

/** @param waitS 0: it is one of the few that are borne */
export const wrongToken = (waitS: number): WebRefusal =>
  waitS > 0 ? new WebRefusal(429, tooManyWrong(waitS), { headers: { 'Retry-After': String(waitS) } }) : unknownToken();

const unknownToken = (): WebRefusal =>
  new WebRefusal(
    401,
    {
      code: CODES.notSignedIn,
      what: 'That token is not known here.',
      why: 'It is none of E2A_WEB_TOKEN, E2A_WEB_SUBMIT_TOKEN and E2A_WEB_VIEW_TOKEN of the node that serves this page.',
      fix: 'look at how that node is started: e2a config show --origin tells where its settings come from',
    },
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
