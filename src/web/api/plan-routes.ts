import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { lookAtBook, planDocument, planRemarks, settingsUnder } from '../../ordering/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { lookingInto } from './looking.js';
import { json, plan } from './schemas.js';
import { wishes } from './wishes.js';

const look = createRoute({
  method: 'post',
  path: '/books/{id}/plan',
  summary: 'What of a book would be spoken, how long it takes, what is left out',
  description: 'The same document as `e2a plan --json`. Nothing is ordered.',
  middleware: [needs('submit')] as const,
  request: { params: z.object({ id: z.string().max(100) }), body: { content: json(wishes) } },
  responses: { 200: { description: 'The plan.', content: json(plan) }, ...failures(404, 422, 503) },
});

export function planRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const { configuration } = parts;
  const router = apiRouter();
  router.openapi(look, async (c) => {
    const wished = c.req.valid('json');
    const document = await lookingInto(parts, c.req.valid('param').id, c.req.raw.signal, async (book, here) => {
      const local = await lookAtBook(book, wished, here);
      return planDocument(local, await planRemarks(local, wished, settingsUnder(configuration, wished)));
    });
    return c.json({ v: 1, ...document }, 200);
  });
  return router;
}
