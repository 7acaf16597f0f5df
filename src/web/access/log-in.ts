import { Hono } from 'hono';
import { callerAddress, type WrongTokens } from '../../gate/index.js';
import type { WebEnv } from '../web-env.js';
import { type Door, wrongToken } from './guards.js';
import { giveSession, takeSession } from './session-cookie.js';

/** Longest form that is read: a token, and where to go. */
const MOST_FORM_BYTES = 8_192;

/**
 * `POST /login` with the fields `token` and `next`, `POST /logout`: both answer with a way to go, relative to the root.
 * A wrong token leads back to the form, `login?wrong=1`; one of many, and any from a program, is a failure (429, 401).
 */
export function accessRoutes({ doorkeeper, clock, settings: { basePath } }: Door, wrong: WrongTokens): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.post('/login', async (c) => {
    const form = await formOf(c.req.raw);
    const next = ownPath(form.get('next') ?? '');
    const role = doorkeeper.isOpen ? 'admin' : doorkeeper.roleOfToken((form.get('token') ?? '').trim());
    if (role === null) {
      const waitS = wrong.count(callerAddress(c.env));
      if (waitS > 0 || c.req.header('Accept')?.includes('text/html') !== true) throw wrongToken(waitS);
      return c.redirect(`login?${new URLSearchParams({ wrong: '1', next })}`, SEE_OTHER);
    }
    if (!doorkeeper.isOpen) giveSession(c, doorkeeper.session(role, clock.now()), basePath);
    return c.redirect(`./${next}`, SEE_OTHER);
  });
  app.post('/logout', (c) => {
    takeSession(c, basePath);
    return c.redirect('login', SEE_OTHER);
  });
  return app;
}

const SEE_OTHER = 303;

async function formOf(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  return new URLSearchParams(text.slice(0, MOST_FORM_BYTES));
}

/** A path under our root: nobody is sent elsewhere by a link to the form. */
export function ownPath(next: string): string {
  const path = next.replace(/^\/+/, '');
  return /^[\w\-.~/@%]*(?:\?[\w\-.~/@%=&]*)?$/.test(path) && !path.includes('..') && !path.includes('//') ? path : '';
}
