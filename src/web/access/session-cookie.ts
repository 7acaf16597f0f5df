import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { SESSION_MS } from './doorkeeper.js';

export const SESSION_COOKIE = 'e2a_session';

/** No script reads it and no other site's page sends it. */
export function giveSession(c: Context, session: string): void {
  setCookie(c, SESSION_COOKIE, session, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(c),
    maxAge: SESSION_MS / 1000,
  });
}

export const takeSession = (c: Context): void => {
  deleteCookie(c, SESSION_COOKIE, { path: '/', secure: isSecure(c) });
};

/** A proxy that ends TLS says so; who lies here only loses a cookie of their own. */
const isSecure = (c: Context): boolean =>
  c.req.header('X-Forwarded-Proto') === 'https' || new URL(c.req.url).protocol === 'https:';
