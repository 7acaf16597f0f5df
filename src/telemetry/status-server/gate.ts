import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { CODES } from '../../core/index.js';

/** What whoever restarts or routes must be able to ask without a secret; they tell nothing worth one. */
const OPEN = ['/livez', '/readyz', '/health'];

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Nobody but this machine reaches such an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** `Authorization: Bearer TOKEN`, one of these, for all but the open routes. */
export function demandToken(tokens: readonly string[]): MiddlewareHandler {
  const wanted = tokens.map((token) => digest(`Bearer ${token}`));
  return async (c, next) => {
    const given = digest(c.req.header('authorization') ?? '');
    // All are compared, whichever fits: the time says nothing.
    const fits = wanted.filter((one) => timingSafeEqual(given, one)).length > 0;
    if (fits || OPEN.includes(c.req.path)) return next();
    return c.json({ error: NO_TOKEN }, 401, { 'www-authenticate': 'Bearer' });
  };
}

/** Against names that were turned to this machine by another's DNS. */
export const demandLocalName: MiddlewareHandler = async (c, next) => {
  const name = (c.req.header('host') ?? '').replace(/:\d+$/, '');
  if (isLoopback(name)) return next();
  return c.json(
    { error: { code: CODES.foreignHost, what: 'This is served to this machine only, by its own names.' } },
    421,
  );
};

const NO_TOKEN = {
  code: CODES.notSignedIn,
  what: 'No token of this node came with the request.',
  fix: 'send the header Authorization: Bearer TOKEN',
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
