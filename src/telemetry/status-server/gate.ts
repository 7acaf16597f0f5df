import type { MiddlewareHandler } from 'hono';
import { CODES, type Instant } from '../../core/index.js';
import {
  bearerIn,
  type Caller,
  callerAddress,
  createWrongTokens,
  isLoopback,
  knownTokens,
  tooManyWrong,
} from '../../gate/index.js';

/** What whoever restarts or routes must be able to ask without a secret; they tell nothing worth one. */
const OPEN = ['/livez', '/readyz', '/health'];

/** `Authorization: Bearer TOKEN`, one of these, for all but the open routes. */
export function demandToken(
  tokens: readonly string[],
  now: () => Instant,
): MiddlewareHandler<{ readonly Bindings: Caller }> {
  const isKnown = knownTokens(tokens.map((token) => ({ token, gives: true })));
  const wrong = createWrongTokens(now);
  return async (c, next) => {
    const token = bearerIn(c.req.header('authorization'));
    if (OPEN.includes(c.req.path) || (token !== null && isKnown(token) === true)) return next();
    const waitS = token === null ? 0 : wrong.count(callerAddress(c.env));
    if (waitS > 0) return c.json({ error: tooManyWrong(waitS) }, 429, { 'retry-after': String(waitS) });
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
