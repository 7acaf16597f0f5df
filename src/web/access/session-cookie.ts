import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Session } from './doorkeeper.js';

export const SESSION_COOKIE = 'e2a_session';
const SECOND_MS = 1_000;

/** No script reads it, no other site's page sends it, and what else a host serves beside a base path does not get it. */
export function giveSession(c: Context, { text, lastsMs }: Session, basePath: string): void {
  setCookie(c, SESSION_COOKIE, text, {
    path: pathOf(basePath),
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(c),
    maxAge: Math.ceil(lastsMs / SECOND_MS),
  });
}

export const takeSession = (c: Context, basePath: string): void => {
  deleteCookie(c, SESSION_COOKIE, { path: pathOf(basePath), secure: isSecure(c) });
};

const pathOf = (basePath: string): string => (basePath === '' ? '/' : basePath);

/** A proxy that ends TLS says so, the outermost of several first; who lies here only loses a cookie of their own. */
const isSecure = (c: Context): boolean =>
  /^https\b/i.test(c.req.header('X-Forwarded-Proto') ?? '') || new URL(c.req.url).protocol === 'https:';
