import type { MiddlewareHandler } from 'hono';
import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebEnv } from '../web-env.js';
import { isAtLeast, type WebRole } from '../roles.js';

const MAY: Readonly<Record<WebRole, string>> = {
  view: 'look at the jobs of this cluster',
  submit: 'order books, have texts spoken and steer jobs',
  admin: 'rule over nodes and what failed',
};

/** Lets only those in who have the role or a stronger one; every route but the health checks and the log-in has it. */
export function needs(needed: WebRole): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    demandRole(c.get('role'), needed);
    await next();
  };
}

/** @throws WebRefusal: 401 for nobody, 403 for a lesser role */
export function demandRole(role: WebRole | null, needed: WebRole): void {
  if (role === null) throw notSignedIn();
  if (!isAtLeast(role, needed)) throw notAllowed(role, needed);
}

const notSignedIn = (): WebRefusal =>
  new WebRefusal(
    401,
    {
      code: CODES.notSignedIn,
      what: 'This page wants to know who you are.',
      why: 'No token came with the request.',
      fix: 'log in at /login, or send the header Authorization: Bearer TOKEN',
    },
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );

const notAllowed = (role: WebRole, needed: WebRole): WebRefusal =>
  new WebRefusal(403, {
    code: CODES.notAllowed,
    what: `Your token does not allow that: it takes the role ${needed}, and yours is ${role}.`,
    why: `With ${role} you may ${MAY[role]}; with ${needed} one may ${MAY[needed]}.`,
    fix: `log in with a token of the role ${needed}`,
  });
