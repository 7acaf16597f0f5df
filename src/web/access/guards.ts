import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebOptions } from '../options.js';
import type { WebEnv } from '../web-env.js';
import { demandKnownHost, demandOwnOrigin } from './origin.js';
import type { WebRole } from '../roles.js';
import type { Doorkeeper } from './doorkeeper.js';
import { SESSION_COOKIE } from './session-cookie.js';
import type { Tries } from './tries.js';

/** What the guards have to know. */
export interface Door extends Pick<WebOptions, 'settings' | 'clock'> {
  readonly doorkeeper: Doorkeeper;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];
const OWN = ["'self'"];
const NONE = ["'none'"];

/** Stands before every route: headers, whose host, who it is, whose page a write comes from. */
export function guards(parts: Door, tries: Tries): Hono<WebEnv> {
  const { settings } = parts;
  const app = new Hono<WebEnv>();
  app.use(headers());
  app.use(async (c, next) => {
    const host = hostOf(c);
    demandKnownHost(host, settings.host, settings.trustedHosts);
    const bearer = bearerIn(c);
    c.set('role', bearer === null ? roleOfVisitor(c, parts) : roleOfBearer(bearer, c, parts, tries));
    if (bearer === null && !READS.includes(c.req.method)) {
      const from = {
        host,
        forwardedHost: c.req.header('X-Forwarded-Host') ?? null,
        origin: c.req.header('Origin') ?? null,
        site: c.req.header('Sec-Fetch-Site') ?? null,
      };
      demandOwnOrigin(from, settings.trustedHosts);
    }
    await next();
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

const bearerIn = (c: Context): string | null =>
  /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? null;

export const addressOf = (c: Context<WebEnv>): string => c.env?.incoming?.socket.remoteAddress ?? 'unknown';

/** @throws WebRefusal: 401 for a wrong token, 429 for many of them */
function roleOfBearer(token: string, c: Context<WebEnv>, { doorkeeper }: Door, tries: Tries): WebRole {
  if (doorkeeper.isOpen) return 'admin';
  const address = addressOf(c);
  tries.demandFewer(address);
  const role = doorkeeper.roleOfToken(token);
  if (role !== null) return role;
  tries.wrong(address);
  throw wrongToken();
}

function roleOfVisitor(c: Context<WebEnv>, { doorkeeper, clock }: Door): WebRole | null {
  if (doorkeeper.isOpen) return 'admin';
  const session = getCookie(c, SESSION_COOKIE);
  return session === undefined ? null : doorkeeper.roleOfSession(session, clock.now());
}

export const wrongToken = (): WebRefusal =>
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
