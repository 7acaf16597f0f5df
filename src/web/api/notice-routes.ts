import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { json, v } from './schemas.js';

const NAME_CHARACTERS = 100;

const delivery = z.object({
  id: z.string(),
  sink: z.string(),
  event: z.string(),
  job: z.string().openapi({ description: 'Empty: it was about none.' }),
  title: z.string(),
  state: z.enum(['delivered', 'waiting', 'given-up']),
  tries: z.number(),
  at: z.number(),
  why: z.string().nullable().openapi({ description: 'Why it did not arrive.' }),
});

const list = createRoute({
  method: 'get',
  path: '/notices',
  summary: 'Who is told when a book is done, and the last messages',
  middleware: [needs('admin')] as const,
  responses: {
    200: {
      description: 'The newest first; at most fifty.',
      content: json(
        z.object({
          v,
          sinks: z.array(z.object({ name: z.string(), about: z.string() })),
          deliveries: z.array(delivery),
        }),
      ),
    },
    ...failures(503),
  },
});

const test = createRoute({
  method: 'post',
  path: '/notices/{name}/test',
  summary: 'Send a notice to try whether it arrives',
  middleware: [needs('admin')] as const,
  request: { params: z.object({ name: z.string().min(1).max(NAME_CHARACTERS) }) },
  responses: {
    200: { description: 'It was taken.', content: json(delivery.extend({ v })) },
    ...failures(404, 503),
  },
});

export function noticeRoutes({ notices }: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(list, async (c) => {
    const sinks = (notices?.sinks() ?? []).map(({ name, about }) => ({ name, about }));
    const deliveries = [...((await notices?.list()) ?? [])];
    return c.json({ v: 1, sinks, deliveries }, 200);
  });
  router.openapi(test, async (c) => {
    if (notices === undefined) throw nobody();
    return c.json({ v: 1, ...(await notices.sendTest(c.req.valid('param').name)) }, 200);
  });
  return router;
}

const nobody = (): UserError =>
  new UserError(
    {
      code: CODES.noSuchThing,
      what: 'Nobody is told of anything here.',
      fix: 'E2A_NTFY_URL or E2A_WEBHOOK_URL names who is',
    },
    EXIT.notFound,
  );
