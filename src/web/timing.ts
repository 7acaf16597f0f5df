import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Clock } from '../core/index.js';
import type { WebEnv } from './web-env.js';

/** One answer of the page or its API. */
export interface Answer {
  /** The template, never the address: `/api/v1/jobs/:id`; `none` where nothing lives there. */
  readonly route: string;
  readonly method: string;
  readonly code: string;
  readonly seconds: number;
}

const NO_ROUTE = 'none';
/** Methods that routes here know; a made-up one must not become a label. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];
const MS = 1_000;

/** Tells how long each answer took; streams, which last as long as somebody looks, are left out. */
export const timing =
  (clock: Clock, tell: (answer: Answer) => void): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const begunAt = clock.now();
    await next();
    if (c.res.headers.get('content-type')?.startsWith('text/event-stream')) return;
    const { method } = c.req;
    tell({
      route: matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? NO_ROUTE,
      method: METHODS.includes(method) ? method : 'other',
      code: String(c.res.status),
      seconds: (clock.now() - begunAt) / MS,
    });
  };
