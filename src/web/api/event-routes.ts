import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { needs } from '../access/index.js';
import { CODES, type JobId } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import { createEventHub, type EventHub } from '../events/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';

const place = z
  .string()
  .regex(/^\d{1,15}$/)
  .optional();
const heard = {
  headers: z.object({
    'last-event-id': place.openapi({
      description: 'The id of the last message that was heard: what came after it is told first.',
    }),
  }),
  query: z.object({ after: place.openapi({ description: 'The same, for who cannot set headers; the header wins.' }) }),
};

const STREAM = {
  200: {
    description:
      'Server-sent events, open until the caller leaves. `snapshot`: how everything stands, first and whenever there is ' +
      'no other way to be up to date. `happened`: an event; its id is its place in the history of the cluster. ' +
      '`status`: how a job stands now, at most four times a second, with `speed` (seconds of speech made in a second) and ' +
      '`secondsLeft`, both null while too little was seen; it has no id. The jobs of a snapshot have them, too.',
    content: { 'text/event-stream': { schema: z.string() } },
  },
};

const all = createRoute({
  method: 'get',
  path: '/events',
  summary: 'What happens, live, to all jobs',
  middleware: [needs('view')] as const,
  request: heard,
  responses: { ...STREAM, ...failures(503) },
});

const ofJob = createRoute({
  method: 'get',
  path: '/jobs/{id}/events',
  summary: 'What happens, live, to one job',
  middleware: [needs('view')] as const,
  request: { ...heard, params: z.object({ id: z.string().max(200) }) },
  responses: { ...STREAM, ...failures(404, 503) },
});

/** One follower of the cluster's events for all readers of this server. */
export function eventRoutes({ client, clock, log, paces, closing }: WebParts): OpenAPIHono<WebEnv> {
  const trouble = (reason: string): void => log.warn({ reason }, 'events of the cluster do not come');
  const hub = createEventHub({ cluster: client, clock, look: paces.look, trouble });
  closing.addEventListener('abort', () => void hub.close(), { once: true });
  const router = apiRouter();
  router.openapi(all, (c) =>
    stream(c.req.raw, hub, null, c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after),
  );
  router.openapi(ofJob, async (c) => {
    const job = await client.find(c.req.valid('param').id);
    return stream(c.req.raw, hub, job, c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after);
  });
  return router;
}

/** Nothing between us and the reader may collect, shorten or keep it. */
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-transform, no-cache',
  'X-Accel-Buffering': 'no',
};

const COME_BACK = { headers: { 'Retry-After': '10' } };

function stream({ method }: Request, hub: EventHub, job: JobId | null, lastId: string | undefined): Response {
  // Hono answers HEAD with the headers of GET, and nobody would ever end the stream.
  if (method === 'HEAD') return new Response(null, { headers: HEADERS });
  const body = hub.open({ job, after: lastId === undefined ? null : Number(lastId) });
  if (body !== null) return new Response(body, { headers: HEADERS });
  throw new WebRefusal(
    503,
    { code: CODES.busy, what: 'Too many pages look on at the same time.', fix: 'close some, or ask again in 10 s' },
    COME_BACK,
  );
}
