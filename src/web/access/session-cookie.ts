import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { SESSION_MS } from './doorkeeper.js';

export const SESSION_COOKIE = 'e2a_session';

/** No script reads it, no other site's page sends it, and what else a host serves beside a base path does not get it. */
export function giveSession(c: Context, session: string, basePath: string): void {
  setCookie(c, SESSION_COOKIE, session, {
    path: pathOf(basePath),
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(c),
    maxAge: SESSION_MS / 1000,
  });
}

export const takeSession = (c: Context, basePath: string): void => {
  deleteCookie(c, SESSION_COOKIE, { path: pathOf(basePath), secure: isSecure(c) });
};

const pathOf = (basePath: string): string => (basePath === '' ? '/' : basePath);

/** A proxy that ends TLS says so; who lies here only loses a cookie of their own. */
const isSecure = (c: Context): boolean =>
  c.req.header('X-Forwarded-Proto') === 'https' || new URL(c.req.url).protocol === 'https:';
