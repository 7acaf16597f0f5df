import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { hasSound } from '../../client/index.js';
import { needs } from '../access/index.js';
import type { WebParts } from '../web-parts.js';
import type { WebEnv } from '../web-env.js';
import { apiRouter, failures } from './api-router.js';
import { bookState, jobParam, json, v } from './schemas.js';

const show = createRoute({
  method: 'get',
  path: '/jobs/{id}/progress',
  summary: 'How far a job is, and how long it still takes',
  middleware: [needs('view')] as const,
  request: { params: jobParam },
  responses: {
    200: {
      description:
        'As it is now. Speed and time left are known when this node has looked on for a while: 3 s and 20 s.',
      content: json(
        z
          .object({
            v,
            job: z.string(),
            state: bookState,
            paused: z.boolean(),
            percent: z.number(),
            characters: z.number(),
            charactersDone: z.number(),
            chapters: z.number(),
            chaptersDone: z.number(),
            speed: z.number().nullable().openapi({ description: 'Seconds of speech made in a second.' }),
            secondsLeft: z.number().nullable(),
            waitingFor: z.string().nullable(),
          })
          .openapi('Progress'),
      ),
    },
    ...failures(404, 503),
  },
});

export function progressRoutes({ client, paces }: WebParts): OpenAPIHono<WebEnv> {
  const router = apiRouter();
  router.openapi(show, async (c) => {
    const status = await client.current(await client.find(c.req.valid('param').id));
    const { job, state, paused, percent, characters, charactersDone, waitingFor, chapters } = status;
    const done = chapters.filter(hasSound).length;
    const facts = { job, state, paused, percent, characters, charactersDone, waitingFor };
    return c.json({ v: 1, ...facts, chapters: chapters.length, chaptersDone: done, ...paces.look(status) }, 200);
  });
  return router;
}
