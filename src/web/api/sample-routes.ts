import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { CODES } from '../../core/index.js';
import { needs } from '../access/index.js';
import { WebRefusal } from '../errors/index.js';
import type { SampleBook } from '../options.js';
import type { WebEnv } from '../web-env.js';
import type { WebParts } from '../web-parts.js';
import { apiRouter, failures } from './api-router.js';
import { ordered } from './job-routes.js';
import { json, v } from './schemas.js';

const make = createRoute({
  method: 'post',
  path: '/sample',
  summary: 'Order the short book that comes with e2a',
  description: 'As it is usual here. Asked for again it is the same job.',
  middleware: [needs('submit')] as const,
  responses: {
    202: {
      description: 'The cluster has it. `notes` are sentences for a person.',
      content: json(z.object({ v, job: z.string(), already: z.boolean(), notes: z.array(z.string()) })),
    },
    ...failures(404, 503),
  },
});

/** So that who is here for the first time, without a book at hand, hears something. */
export function sampleRoutes(parts: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(make, async (c) => {
    if (parts.sample === undefined) throw noSample();
    const book = await onShelf(parts, await parts.sample());
    return c.json(await ordered(parts, { book }, c.req.raw.signal), 202);
  });
  return router;
}

async function onShelf({ shelf }: WebParts, { fileName, bytes }: SampleBook): Promise<string> {
  const { id } = await shelf.take(fileName, new Blob([bytes]).stream(), bytes.length);
  return id;
}

const noSample = (): WebRefusal =>
  new WebRefusal(404, {
    code: CODES.noSuchThing,
    what: 'No sample book is at hand here.',
    why: 'This e2a was installed without it.',
    fix: 'send a book of your own: PUT /api/v1/books/NAME',
  });
